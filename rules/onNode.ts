import { METRIC } from '../src/prometheus/metrics';
import { aggregate, is, isNot, or, paren, selector, type Matcher } from '../src/prometheus/promql';

/** What the rules tell nodes apart by. */
export const NODE_LABELS = ['cluster', 'node'];

/** `host`, `host:port`, `IP:port`, `[IPv6]:port` → the host. No backslash, which each format would quote differently. */
const HOST = '[[]?([^]]+?)[]]?(?::[0-9]+)?';

/**
 * Series of kubelet, cAdvisor or node_exporter with their `node`. Where a scrape adds none, `instance` is looked up among the
 * names and internal IPs that kube_node_info tells.
 *
 * `build` is called for both kinds; it puts the matchers into each of its selectors.
 */
export function onNode(build: (matchers: readonly Matcher[]) => string): string {
  const byInstance = labelReplace(paren(build([is('node', '')])), 'host', 'instance', HOST);
  return or(
    build([isNot('node', '')]),
    `(${byInstance}) * on (cluster,host) group_left (node) topk by (cluster,host) (1, ${HOSTS})`
  );
}

/** One per node: `onNode` by the greatest value, so that two replicas or endpoints count once. */
export function maxByNode(build: (matchers: readonly Matcher[]) => string): string {
  return aggregate('max', onNode(build), NODE_LABELS);
}

const INFO = selector(METRIC.nodeInfo, [isNot('node', '')]);
const HOSTS = aggregate(
  'max',
  or(labelReplace(INFO, 'host', 'internal_ip', '(.+)'), labelReplace(INFO, 'host', 'node', '(.+)')),
  [...NODE_LABELS, 'host']
);

function labelReplace(expr: string, to: string, from: string, pattern: string): string {
  return `label_replace(${expr}, "${to}", "$1", "${from}", "${pattern}")`;
}
