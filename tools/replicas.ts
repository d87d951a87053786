import { createWriteStream, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

import { openMetricsLines } from '../lab/simulator/openMetrics';

import { readRawSeries, type RawSeries } from './copySamples';
import { startPrometheus, type RunningServer } from './prometheus';
import { createBlocks } from './promtool';

/** A node of a recording, as the copies of it are told apart. */
interface Original {
  readonly node: string;
  readonly internalIp: string;
}

interface Span {
  readonly from: number;
  readonly to: number;
}

interface Replicated {
  /** A server with the recording. */
  readonly source: string;
  readonly original: Original;
  readonly span: Span;
  readonly nodes: number;
}

/** What is read of a node; the rest would only take time to copy. */
const METRICS =
  'kube_node_.+|kube_pod_info|kube_pod_status_.+|kube_pod_created|kube_pod_deletion_timestamp|kube_pod_(init_)?container_.+|' +
  'kubelet_.+|container_.+|machine_memory_bytes|node_(vmstat_oom_kill|boot_time_seconds|memory_.+)|pod_memory_.+|' +
  'process_start_time_seconds|scrape_duration_seconds';

/** A Prometheus with copies of a recorded node, each with a name, an address and pods of its own; the first is as recorded. */
export async function startReplicas({ source, original, span, nodes }: Replicated): Promise<RunningServer> {
  const seconds = { from: span.from / 1000, to: span.to / 1000 };
  const recorded = await readRawSeries(source, seconds, METRICS);
  const home = mkdtempSync(join(tmpdir(), 'tidemark-replicas-'));
  try {
    const file = join(home, 'samples.txt');
    await pipeline(Readable.from(linesOf(recorded, original, nodes)), createWriteStream(file));
    return await startPrometheus({
      fill: (tsdb) => {
        mkdirSync(tsdb, { recursive: true });
        createBlocks(file, tsdb);
      },
    });
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
}

export const replicaOf = ({ node, internalIp }: Original, index: number): Original =>
  index === 0
    ? { node, internalIp }
    : { node: `${node}-r${index}`, internalIp: `10.${100 + (index >> 8)}.${index & 255}.1` };

function* linesOf(recorded: readonly RawSeries[], original: Original, nodes: number): Generator<string> {
  for (let index = 0; index < nodes; index += 1) {
    yield* openMetricsLines(recorded.map((series) => renamed(series, original, index)));
  }
  yield '# EOF\n';
}

function renamed({ metric, values }: RawSeries, original: Original, index: number) {
  const replica = replicaOf(original, index);
  const { __name__: name = '', ...labels } = metric;
  const ofReplica = ([label, value]: [string, string]): [string, string] => [
    label,
    index > 0 && (label === 'pod' || label === 'uid')
      ? `${value}-r${index}`
      : value.replaceAll(original.node, replica.node).replaceAll(original.internalIp, replica.internalIp),
  ];
  return {
    name,
    labels: Object.fromEntries(Object.entries(labels).map(ofReplica)),
    times: values.map(([seconds]) => Math.round(seconds * 1000)),
    values: values.map(([, value]) => Number(value)),
  };
}
