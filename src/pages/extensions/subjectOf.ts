import { readMatchers } from './readMatchers';

/** Of whom a panel, a query or an alert speaks. */
export interface Subject {
  readonly nodes: readonly string[];
  /** `apps/web-0` */
  readonly pod?: string;
  readonly cluster?: string;
}

export interface Sources {
  /** With variables put in. */
  readonly exprs: readonly string[];
  /** By name: of variables, of an alert, of our own data source's queries. */
  readonly labels: Readonly<Record<string, readonly string[]>>;
}

/** Read from matchers first, then from labels and variables; what several values claim is not guessed at, except nodes. */
export function subjectOf({ exprs, labels }: Sources): Subject {
  const matchers = exprs.map(readMatchers);
  const valuesOf = (...names: readonly string[]): readonly string[] => {
    const asked = names.flatMap((name) => matchers.flatMap((found) => found.get(name) ?? []));
    const values = asked.length > 0 ? asked : names.flatMap((name) => labels[name] ?? []);
    return [...new Set(values.filter((value) => value !== '' && !ALL.includes(value)))];
  };
  const onlyOne = ([first, ...others]: readonly string[]) => (others.length === 0 ? first : undefined);
  const [pod, namespace, cluster] = [['pod', 'pod_name'], ['namespace'], ['cluster']].map((names) =>
    onlyOne(valuesOf(...names))
  );
  return {
    nodes: nodesIn(valuesOf('node', 'kubernetes_node', 'nodename'), valuesOf('instance')),
    ...(pod && { pod: namespace ? `${namespace}/${pod}` : pod }),
    ...(cluster && { cluster }),
  };
}

/** What "All" of a variable can stand for. */
const ALL = ['$__all', '.*', '.+', 'All'];

/** By `instance` only where it is a host's name: an address names no node. */
function nodesIn(nodes: readonly string[], instances: readonly string[]): readonly string[] {
  const hosts = instances.map((instance) => instance.replace(/:\d+$/, '')).filter((host) => !IS_ADDRESS.test(host));
  return nodes.length > 0 ? nodes : hosts;
}

const IS_ADDRESS = /^(\d+\.){3}\d+$|:|^localhost$/;
