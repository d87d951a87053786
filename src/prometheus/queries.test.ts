import { nodeScope } from '../../test/fixtures/nodeScope';
import { parser } from '@prometheus-io/lezer-promql';
import fc from 'fast-check';

import { budgetQueries } from './budget';
import { evictionOrderQueries } from './evictionOrder';
import { fleetQueries } from './fleet/fleetQueries';
import { fleetSizeQuery } from './fleet/fleetSize';
import { nodeMemoryQueries } from './nodeMemory';
import type { PromQuery } from './ports/port';
import { numbersQueries } from './numbers';
import { namesEver, nodesEver, nodesSeen, nodesSeenOf } from './queries/nodeInfo';
import { namespaces } from './queries/namespaces';
import { podCgroups } from './queries/podCgroups';
import { podNames } from './queries/podNames';
import type { NodeScope } from './scope';
import { signalsQueries } from './signals/signalsQueries';

const HOSTILE = ['"', '\\', '\n', '}', '{a="b"}', '$', '\u0000', '"} or up{a="', 'ünïcødé 💥', "'", '`', '#'];

const scopeOf = (node: string, cluster?: string, internalIp?: string): NodeScope =>
  nodeScope({
    identity: { node, ...(cluster !== undefined && { cluster }), ...(internalIp !== undefined && { internalIp }) },
    from: Date.UTC(2026, 10, 21, 21),
    to: Date.UTC(2026, 10, 21, 22),
  });

function selectorsOf(expr: string): readonly string[] {
  const selectors: string[] = [];
  parser.parse(expr).iterate({
    enter: (node) => {
      if (node.type.isError) {
        throw new Error(`does not parse at ${node.from}: ${expr}`);
      }
      if (node.name === 'VectorSelector') {
        selectors.push(expr.slice(node.from, node.to));
      }
    },
  });
  return selectors;
}

const BUILDERS: ReadonlyArray<readonly [string, (scope: NodeScope) => readonly PromQuery[]]> = [
  ['nodeMemory', nodeMemoryQueries],
  ['budget', (scope) => budgetQueries({ ...scope, identities: [scope.identity] })],
  ['signals', signalsQueries],
  ['evictionOrder', evictionOrderQueries],
  ['numbers', (scope) => numbersQueries(scope, { namespace: scope.identity.node, pod: scope.identity.node })],
  ['podNames', (scope) => [podNames(scope)]],
  ['podCgroups', (scope) => [podCgroups(scope)]],
  ['namespaces', ({ identity, labels }) => [namespaces({ ...identity, labels, window: 1 })]],
  ['identity', ({ identity, labels }) => nodesSeen({ ...identity, labels, window: 1, seen: 'last' })],
];

describe.each(BUILDERS)('the queries of %s', (_, build) => {
  test.each(HOSTILE)('parse with %j as every label value', (text) => {
    for (const { expr } of build(scopeOf(text, text, text))) {
      expect(selectorsOf(expr)).not.toEqual([]);
    }
  });

  test('parse whatever the label values are', () => {
    const text = fc.string({ unit: 'binary' });
    fc.assert(
      fc.property(text, text, text, (node, cluster, ip) =>
        build(scopeOf(node, cluster, ip)).every(({ expr }) => selectorsOf(expr).length > 0)
      ),
      { numRuns: 20 }
    );
  });

  test('carry the node and the cluster in every selector', () => {
    for (const { expr } of build(scopeOf('node-1', 'prod'))) {
      for (const one of selectorsOf(expr)) {
        expect(one).toContain('cluster="prod"');
        // The exception: a pod's status carries no node; kube_pod_info gives it one.
        expect(one).toMatch(/^kube_pod_(.*_status_|status_|deletion_)/.test(one) ? /./ : /node="(node-1)?"/);
      }
    }
  });

  test('have refIds of their own that stay from refresh to refresh', () => {
    const refIds = build(scopeOf('node-1')).map(({ refId }) => refId);
    expect(new Set(refIds).size).toBe(refIds.length);
    expect(build(scopeOf('node-2')).map(({ refId }) => refId)).toEqual(refIds);
  });
});

test('the budget of several nodes asks for all of their cluster, aggregated by node', () => {
  const scope = scopeOf('node-1', 'prod');
  const identities = [scope.identity, { node: 'node-2', cluster: 'prod' }];
  for (const { expr } of budgetQueries({ ...scope, cluster: 'prod', identities })) {
    expect(expr).toContain('by (cluster,node');
    expect(expr).not.toContain('node-1');
    expect(selectorsOf(expr).every((one) => one.includes('cluster="prod"'))).toBe(true);
  }
});

test.each(HOSTILE)('the queries of nodes that are gone parse with %j as name and cluster of each', (text) => {
  const { identity, labels } = scopeOf(text, text, text);
  const asked = { labels, cluster: text, window: 1, seen: 'last' } as const;
  const nodes = [identity, { node: 'another' }];
  for (const { expr } of [
    ...nodesSeenOf(asked, { published: nodes, scraped: nodes }),
    nodesEver(asked),
    ...namesEver(asked),
  ]) {
    expect(selectorsOf(expr).filter((one) => !one.includes('cluster='))).toEqual([]);
    expect(selectorsOf(expr)).not.toEqual([]);
  }
});

describe.each([false, true])('the queries of a fleet, with recording rules: %p', (hasRules) => {
  const build = (cluster: string | undefined) => {
    const { identity: _, ...scope } = scopeOf('', cluster);
    const asked = { ...scope, ...(cluster !== undefined && { cluster }) };
    return [fleetSizeQuery(asked), ...fleetQueries({ ...asked, hasRules, isSmall: false })];
  };

  test.each(HOSTILE)('parse with %j as cluster, and carry it in every selector', (cluster) => {
    const selectors = build(cluster).flatMap(({ expr }) => selectorsOf(expr));
    expect(selectors.length).toBeGreaterThan(hasRules ? 15 : 30);
    expect(selectors.filter((one) => !one.includes('cluster='))).toEqual([]);
  });

  test('are at most six for any number of nodes', () => {
    expect(build(undefined).map(({ refId }) => refId)).toEqual([...FLEET, ...(hasRules ? BY_RULES : BY_CONTAINERS)]);
    build(undefined).forEach(({ expr }) => expect(selectorsOf(expr)).not.toEqual([]));
  });
});

const FLEET = ['fleetSize', 'fleetNodes'];
const BY_RULES = ['fleetState', 'fleetNow', 'fleetCounts', 'fleetCurves'];
const BY_CONTAINERS = ['fleetCounts', 'fleetCurves', 'fleetRequests', 'fleetPods'];
