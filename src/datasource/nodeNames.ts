import type { ScopedVars } from '@grafana/data';
import { getTemplateSrv } from '@grafana/runtime';

import type { TidemarkQuery } from './query';

/** The names a query stands for once dashboard variables are put in: none, one, or those of a multi-value variable. */
export function namesOf(text: string | undefined, scopedVars?: ScopedVars): readonly string[] {
  const names: string[] = [];
  const single = getTemplateSrv().replace(text ?? '', scopedVars, (value: unknown) => {
    const values = Array.isArray(value) ? value.map(String) : [String(value)];
    names.push(...values);
    return values.join(',');
  });
  return (names.length > 1 ? names : [single]).map((name) => name.trim()).filter((name) => name !== '');
}

/**
 * The one node that a query asks for; undefined where its variable has no value, because there is no node to choose. Throws an
 * error that says what to choose.
 */
export function nodeOf(query: Pick<TidemarkQuery, 'node'>, scopedVars?: ScopedVars): string | undefined {
  const names = namesOf(query.node, scopedVars);
  const [name] = names;
  if (!query.node?.trim()) {
    throw new Error(
      'Choose a node: this query names none. Pick one in its editor, or write $node for the dashboard variable.'
    );
  }
  if (name === undefined) {
    return undefined;
  }
  if (names.length > 1) {
    throw new Error(`Choose one node: this query shows a single node, and "${query.node}" stands for ${names.length}.`);
  }
  assertReplaced('node', name);
  return name;
}

/** The nodes that a query asks for; none means all of them. */
export function nodesOf(query: Pick<TidemarkQuery, 'node'>, scopedVars?: ScopedVars): readonly string[] {
  const names = namesOf(query.node, scopedVars);
  // What "All" of a variable can stand for.
  if (names.some((name) => name === '.*' || name === '$__all')) {
    return [];
  }
  names.forEach((name) => assertReplaced('node', name));
  return names;
}

/** The cluster a query asks for; undefined for a Prometheus that holds one cluster. */
export function clusterOf(query: Pick<TidemarkQuery, 'cluster'>, scopedVars?: ScopedVars): string | undefined {
  const names = namesOf(query.cluster, scopedVars);
  if (names.length > 1) {
    throw new Error(`Choose one cluster: "${query.cluster}" stands for ${names.length}.`);
  }
  const [name] = names;
  if (name !== undefined) {
    assertReplaced('cluster', name);
  }
  return name;
}

/** Grafana leaves a variable that it does not know as it stands. No node or cluster can be named like that. */
function assertReplaced(what: 'node' | 'cluster', name: string): void {
  if (/^\$(\w+|\{[^}]+\})$/.test(name)) {
    throw new Error(`Choose a ${what}: there is no variable ${name} here. Add it, or pick the ${what} in the query.`);
  }
}

/** The query with its variables put in, as Explore gets it from a dashboard. */
export function withNames(query: TidemarkQuery, scopedVars: ScopedVars): TidemarkQuery {
  const replaced = (text: string) => getTemplateSrv().replace(text, scopedVars);
  return {
    ...query,
    node: replaced(query.node ?? ''),
    ...(query.cluster !== undefined && { cluster: replaced(query.cluster) }),
  };
}
