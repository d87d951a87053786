import { askedOfAll } from './askedOfAll';
import { push } from './push';
import { encodeSamples, encodeWrite, type WrittenSeries } from './remoteWrite';
import type { Template } from './template';

export interface Fleet {
  readonly nodes: number;
  /** How many of them something happens to all along; to the next of them twice. */
  readonly busy: number;
  /** How many of them have all their series; the others those that are asked of all nodes. */
  readonly whole: number;
  readonly from: number;
  readonly to: number;
}

interface Filling {
  readonly url: string;
  readonly calm: Template;
  /** In turn. */
  readonly busy: readonly Template[];
  /** Of the first node after the busy ones; without it that is calm as well. */
  readonly ordinary?: Template;
  readonly fleet: Fleet;
  readonly onProgress?: (done: number) => void;
}

/** As far as a Prometheus takes samples side by side: it refuses what is an hour behind the newest. */
const SLICE = 30 * 60_000;

/** Writes the samples of so many nodes, those to which something happens first, and returns how many samples and series that was. */
export async function fill({ url, calm, busy, ordinary = calm, fleet, onProgress = () => {} }: Filling) {
  const { from, to } = fleet;
  const other = askedOfAll(calm);
  const count = { samples: 0, series: 0 };
  for (let start = from; start < to; start += SLICE) {
    const slices = new Map(
      [...busy, ordinary, calm, other].map((template) => [
        template,
        sliceOf(template, start, Math.min(to, start + SLICE)),
      ])
    );
    for (let i = 0; i < fleet.nodes; i += 1) {
      const quiet = i < fleet.whole ? calm : other;
      const template = i < fleet.busy ? (busy[i % busy.length] ?? calm) : i === fleet.busy ? ordinary : quiet;
      const own = (slices.get(template) ?? []).filter(({ isShared }) => i === 0 || !isShared);
      const written = own.map(({ labels, samples }) => ({ labels: renamed(labels, template, i), samples }));
      await push(url, encodeWrite(written));
      count.samples += own.reduce((sum, one) => sum + one.count, 0);
      count.series += start === from ? written.length : 0;
    }
    onProgress((start + SLICE - from) / (to - from));
  }
  return count;
}

export const nodeName = (i: number): string => `node-${i}`;
export const nodeIp = (i: number): string => `10.99.${Math.floor(i / 250)}.${i % 250}`;

interface Slice extends WrittenSeries {
  readonly count: number;
  /** Of an exporter that is there once for all nodes. */
  readonly isShared: boolean;
}

function sliceOf(template: Template, from: number, to: number): readonly Slice[] {
  return template.series.flatMap(({ labels, times, values }) => {
    const samples = encodeSamples(times, values, from, to);
    return samples.length === 0
      ? []
      : [
          {
            labels,
            samples,
            count: times.filter((time) => time >= from && time < to).length,
            isShared: isOfAll(labels, template),
          },
        ];
  });
}

const isOfAll = (labels: WrittenSeries['labels'], template: Template): boolean =>
  JSON.stringify(renamed(labels, template, 1)) === JSON.stringify(renamed(labels, template, 2));

/** The same series on another node, with pods of its own. What kube-state-metrics says of itself stays. */
function renamed(labels: WrittenSeries['labels'], { node, ip }: Template, i: number): WrittenSeries['labels'] {
  return Object.fromEntries(
    Object.entries(labels).map(([name, value]) => {
      if (value === node) {
        return [name, nodeName(i)];
      }
      if (value === ip || value.startsWith(`${ip}:`)) {
        return [name, value.replace(ip, nodeIp(i))];
      }
      if (name === 'id') {
        return [name, value.replace(HASH_END, i.toString(16).padStart(4, '0'))];
      }
      const isPods = name === 'uid' || (name === 'pod' && !value.startsWith('kps-kube-state-metrics'));
      return [name, isPods ? `${value}-n${i}` : value];
    })
  );
}

/** Of the pod's uid and of the container's id in the path of a cgroup: no two of a cluster are alike, and a server knows them all. */
const HASH_END = /[0-9a-f]{4}(?=[.](?:slice|scope)(?:[/]|$))/g;
