import type { DurationMs } from '../../domain/units';
import { partsOf } from '../fleet/parts';
import type { PromReply } from '../ports/port';
import { NODE } from '../ruleNames';
import type { LabelNames } from '../scope';

import type { SignalStatus } from './evaluateSignals';
import { CLUSTER_LABELS, MIXIN_RULE, REPLICA_LABELS, SETUP_REF } from './setupQueries';

/** How series of containers that are gone end in this collection. */
export type Ends =
  /** The scrape gives its own time: a series ends with the scrape that misses it. */
  | 'at-once'
  /** cAdvisor's own times, and one that is long gone is still there: for five minutes. */
  | 'after-five-minutes'
  /** cAdvisor's own times, and nothing has ended lately that would tell. */
  | 'own-times'
  | 'unknown';

/** How the collection is set up, as far as its answers tell. */
export interface Setup {
  /** By whose rules the queries are evaluated: a division of nothing by nothing tells. */
  readonly engine: 'Prometheus' | 'VictoriaMetrics' | 'unknown';
  readonly ends: Ends;
  /** The label that tells clusters apart in the node's series, and its values. */
  readonly clusterLabel?: { readonly name: string; readonly isRead: boolean; readonly values: readonly string[] };
  /** The label that tells apart two servers that scrape the same. */
  readonly replicaLabel?: string;
  /** Which labels name the node, over all of its scrapes. */
  readonly nodeBy: readonly string[];
  readonly rules: { readonly tidemark: boolean; readonly mixin: boolean };
  /** Each scrape job of the node with the interval that its samples tell. */
  readonly jobs: ReadonlyArray<{ readonly job: string; readonly interval?: DurationMs }>;
}

export function evaluateSetup(reply: PromReply, statuses: readonly SignalStatus[], labels: LabelNames): Setup {
  const up = reply.series[SETUP_REF.labels] ?? [];
  const clusterLabel = clusterLabelOf(up, labels);
  const replica = REPLICA_LABELS.find((name) => up.some((series) => series.labels[name]));
  const rules = (reply.series[SETUP_REF.rules] ?? []).map((series) => series.labels['__name__']);
  return {
    engine: engineOf(reply),
    ends: endsOf(reply, intervalOf(statuses)),
    ...(clusterLabel && { clusterLabel }),
    ...(replica && { replicaLabel: replica }),
    nodeBy: [labels.node, labels.instance].filter((name, i) =>
      statuses.some(({ seenBy }) => seenBy.some(({ nodeBy }) => nodeBy === (i === 0 ? 'node' : 'instance')))
    ),
    rules: {
      tidemark: rules.includes(NODE.podsWorkingSet),
      mixin: rules.includes(MIXIN_RULE),
    },
    jobs: jobsOf(statuses),
  };
}

/** VictoriaMetrics takes what is no number for no value; Prometheus, and Thanos and Mimir with its engine, count it. */
function engineOf({ series }: PromReply): Setup['engine'] {
  const [up, engine] = [series[SETUP_REF.labels] ?? [], series[SETUP_REF.engine]];
  if (up.length === 0 || engine === undefined) {
    return 'unknown';
  }
  return engine.length > 0 ? 'Prometheus' : 'VictoriaMetrics';
}

function endsOf({ series }: PromReply, interval: DurationMs): Ends {
  const parts = partsOf(series[SETUP_REF.ends]);
  const valueOf = (name: string) => parts.get(name)?.[0]?.values[0];
  const [newest, oldest] = [valueOf('newest'), valueOf('oldest')];
  if (newest === undefined || oldest === undefined || valueOf('compared') === undefined) {
    return 'unknown';
  }
  if (valueOf('ownTimes') === undefined) {
    return 'at-once';
  }
  // cAdvisor looks at each cgroup every 10 to 15 s.
  return (newest - oldest) * 1000 > 2 * interval + 20_000 ? 'after-five-minutes' : 'own-times';
}

const intervalOf = (statuses: readonly SignalStatus[]): DurationMs =>
  statuses.find(({ signal }) => signal.id === 'containers')?.interval ?? 30_000;

function clusterLabelOf(up: PromReply['series'][string], { cluster }: LabelNames): Setup['clusterLabel'] {
  const name = [cluster, ...CLUSTER_LABELS].find((one) => up.some((series) => series.labels[one]));
  return name === undefined
    ? undefined
    : {
        name,
        isRead: name === cluster,
        values: [...new Set(up.flatMap((series) => series.labels[name] ?? []))].sort(),
      };
}

function jobsOf(statuses: readonly SignalStatus[]): Setup['jobs'] {
  const jobs = new Map<string, DurationMs | undefined>();
  for (const { seenBy, interval } of statuses) {
    for (const { job, path } of seenBy) {
      const name = path ? `${job} ${path}` : job;
      const known = jobs.get(name);
      const told = seenBy.length === 1 ? interval : undefined;
      jobs.set(name, known === undefined || (told !== undefined && told < known) ? told : known);
    }
  }
  return [...jobs]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([job, interval]) => ({ job, ...(interval && { interval }) }));
}
