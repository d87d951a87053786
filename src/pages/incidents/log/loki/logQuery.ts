import { is, matches, regexLiteral, selector, type Matcher } from '../../../../prometheus/promql';

import { isNodeLog, NODE_LABELS, ORIGIN_LABELS, rankNodeName, type Stream } from './nodeStreams';

export interface LogQuery {
  /** LogQL. */
  readonly expr: string;
  /** What the placeholder in it stands for; absent where there is none. */
  readonly toFillIn?: string;
}

export interface LokiKnowledge {
  readonly node: string;
  readonly cluster?: string;
  /** The names of all labels. */
  readonly labels: readonly string[];
  /** The streams of that time in which a label may name the node. */
  readonly streams: readonly Stream[];
}

const FILL_IN = 'FILL_IN';

export const isComplete = (expr: string): boolean => expr.trim() !== '' && !expr.includes(FILL_IN);

/** The query for a node's kernel and kubelet log, from the streams that this Loki has; where they do not tell, a template. */
export function buildLogQuery(known: LokiKnowledge): LogQuery {
  const named = findNamed(known, known.streams.filter(isNodeLog));
  if (!named) {
    return buildTemplate(known);
  }
  const { label, values } = named;
  const node = chosen(label, values);
  const ofNode = named.streams;
  const cluster = findCluster(ofNode, known.cluster);
  const left =
    cluster?.values.length === 1 ? ofNode.filter((stream) => stream[cluster.label] === cluster.values[0]) : ofNode;
  const matchers = [node, ...(cluster ? [chosen(cluster.label, cluster.values)] : []), ...origins(left)];
  const open = [
    ...(values.length > 1 ? [`Several hosts could be ${known.node}: ${listed(values)}.`] : []),
    ...(cluster && cluster.values.length > 1
      ? [`This Loki has a node of that name in several clusters: ${listed(cluster.values)}.`]
      : []),
  ];
  return {
    expr: logql(matchers),
    ...(open.length > 0 && { toFillIn: `${open.join(' ')} Put the right one in place of ${FILL_IN}.` }),
  };
}

interface Named {
  readonly label: string;
  readonly values: readonly string[];
  readonly streams: readonly Stream[];
}

/** The label that names the node best; several values where equally good ones differ. */
function findNamed({ node }: LokiKnowledge, streams: readonly Stream[]): Named | undefined {
  const ranked = NODE_LABELS.flatMap((label) =>
    streams.flatMap((stream) => {
      const value = stream[label];
      const rank = value === undefined ? undefined : rankNodeName(value, node);
      return value === undefined || rank === undefined ? [] : [{ label, value, rank, stream }];
    })
  );
  const [best] = [...ranked].sort((a, b) => a.rank - b.rank);
  const equals = ranked.filter(({ label, rank }) => label === best?.label && rank === best.rank);
  return (
    best && {
      label: best.label,
      values: distinct(equals.map(({ value }) => value)),
      streams: equals.map(({ stream }) => stream),
    }
  );
}

function findCluster(streams: readonly Stream[], cluster: string | undefined) {
  const label = ['cluster', 'k8s_cluster_name'].find((name) => streams.some((stream) => stream[name]));
  if (label === undefined) {
    return undefined;
  }
  const values = distinct(streams.map((stream) => stream[label] ?? ''));
  return { label, values: cluster !== undefined && values.includes(cluster) ? [cluster] : values };
}

const chosen = (label: string, values: readonly string[]): Matcher =>
  is(label, values.length === 1 ? (values[0] ?? '') : FILL_IN);

/** Streams without the label match the empty alternative: the kernel has no unit. */
function origins(streams: readonly Stream[]): Matcher[] {
  return ORIGIN_LABELS.flatMap((names) => {
    const label = names.find((name) => streams.some((stream) => stream[name]));
    const values = distinct(streams.map((stream) => (label && stream[label]) ?? ''));
    if (label === undefined) {
      return [];
    }
    return values.length === 1 ? is(label, values[0] ?? '') : matches(label, values.map(regexLiteral).join('|'));
  });
}

function buildTemplate({ node, labels, streams }: LokiKnowledge): LogQuery {
  const known = findNamed({ node, labels, streams }, streams);
  const all = labels.length > 0 ? `Its labels are ${listed([...labels].sort())}.` : '';
  return known
    ? {
        expr: logql([chosen(known.label, known.values), is(FILL_IN, FILL_IN)]),
        toFillIn:
          `This Loki knows ${node}, but none of its streams there looks like a kernel or kubelet log. Put the label and value of that log in place of ${FILL_IN}. ${all}`.trim(),
      }
    : {
        expr: logql([is(FILL_IN, node), matches('job', '.*journal.*')]),
        toFillIn:
          `No stream of this Loki around that time names ${node} in a label that Tidemark knows. Put the label of the node in place of ${FILL_IN}, and see that the rest fits. ${all}`.trim(),
      };
}

/** Grafana would put variables in place of `$name` and `[[name]]`. */
const logql = (matchers: readonly Matcher[]): string =>
  selector('', matchers).replaceAll('$', '\\x24').replaceAll('[[', '[\\x5b');

const distinct = (values: readonly string[]): readonly string[] => [...new Set(values)].sort();

const LISTED = 20;

const listed = (names: readonly string[]): string =>
  names.length > LISTED ? `${names.slice(0, LISTED).join(', ')} and ${names.length - LISTED} more` : names.join(', ');
