import { groupBy } from '../../src/domain/groupBy';
import { findCandidates } from '../../src/prometheus/incidents/candidates';
import { lookOf, markOf } from '../../src/prometheus/incidents/pieces';
import { DEFAULT_LABELS } from '../../src/prometheus/scope';
import { collected } from '../../test/fixtures/collected';
import { samplesPort } from '../promql/samplesPort';
import type { PrometheusMajor, SampledSeries } from '../promql/select';
import { randomFrom, type Random } from '../simulator/random';

const [MINUTE, HOUR] = [60_000, 3_600_000];
const TO = Date.UTC(2026, 10, 24, 11);
const PIECE = { from: TO - 13 * HOUR, to: TO };
const LOOK = lookOf(PIECE);
const NODE = { node: 'n0', internalIp: '10.0.0.1' };
/** Samples of a day before the piece are stored as well. */
const BEGIN = PIECE.from - 24 * HOUR;

interface Kernel {
  readonly from: number;
  readonly to: number;
  readonly kills: readonly number[];
}

/** When an exporter was scraped, which tells the count and the start of the kernel that runs; its series are its pod's. */
interface Life {
  readonly pod: string;
  readonly from: number;
  readonly to: number;
}

interface Node {
  readonly kernels: readonly Kernel[];
  readonly lives: readonly Life[];
}

const SCRAPE = MINUTE;

function seriesOf({ kernels, lives }: Node): readonly SampledSeries[] {
  const kernelAt = (time: number) => kernels.find(({ from, to }) => from + 2 * MINUTE <= time && time < to);
  const scrapes = ({ from, to }: Life) =>
    Array.from({ length: Math.max(0, Math.ceil((to - from) / SCRAPE)) }, (_, i) => from + i * SCRAPE);
  return [...groupBy(lives, ({ pod }) => pod)].flatMap(([pod, own]) => {
    const there = own.flatMap(scrapes).flatMap((time) => {
      const kernel = kernelAt(time);
      return kernel ? [{ time, kernel }] : [];
    });
    const of = (__name__: string, valueOf: (kernel: Kernel, time: number) => number) => ({
      labels: { __name__, instance: `${NODE.internalIp}:9100`, pod },
      times: there.map(({ time }) => time),
      values: there.map(({ time, kernel }) => valueOf(kernel, time)),
    });
    return [
      of('node_vmstat_oom_kill', ({ kills }, time) => kills.filter((kill) => kill <= time).length),
      of('node_boot_time_seconds', ({ from }) => from / 1000),
    ];
  });
}

/** What else is there of the node, all the time. */
const KUBELET: readonly SampledSeries[] = ['kubelet_running_pods', 'kube_node_status_condition'].map((__name__) => {
  const count = (TO - BEGIN) / SCRAPE;
  return {
    labels: { __name__, node: NODE.node, condition: 'MemoryPressure', status: 'true' },
    times: Array.from({ length: count }, (_, i) => BEGIN + i * SCRAPE),
    values: Array.from({ length: count }, () => 1),
  };
});

async function candidates(node: Node, major: PrometheusMajor = 2) {
  const series = [...seriesOf(node), ...KUBELET];
  const byName = new Map(
    [...new Set(series.map(({ labels }) => labels.__name__ ?? ''))].map((name) => [
      name,
      series.filter(({ labels }) => labels.__name__ === name),
    ])
  );
  const asked: string[] = [];
  const port = samplesPort({ byName }, major);
  const pieces = await collected(
    findCandidates(
      (request, signal) => {
        asked.push(...request.queries.map(({ refId }) => refId));
        return port(request, signal);
      },
      { ...PIECE, until: TO - 10 * MINUTE, labels: DEFAULT_LABELS, scrapeInterval: SCRAPE, nodes: [NODE] }
    )
  );
  return { found: pieces.flatMap(({ found }) => found), isAsked: asked.includes('candidateKills') };
}

const LONG_BEFORE = BEGIN - 240 * HOUR;
const always = (pod: string): Life => ({ pod, from: BEGIN, to: TO });
const kernel = (kills: readonly number[] = [], from = LONG_BEFORE, to = Infinity): Kernel => ({ from, to, kills });
const AFTER_A_MARK = Math.ceil((PIECE.from + 4 * HOUR) / markOf(PIECE)) * markOf(PIECE) + 6 * MINUTE;
const within = (hours: number): number => PIECE.from + hours * HOUR;

test.each<[string, Node]>([
  ['never killed', { kernels: [kernel()], lives: [always('a')] }],
  ['killed before the piece only', { kernels: [kernel([within(-3), within(-1)])], lives: [always('a')] }],
  [
    'never killed, though its exporter was replaced and silent for hours',
    {
      kernels: [kernel()],
      lives: [
        { pod: 'a', from: BEGIN, to: within(-2) },
        { pod: 'b', from: within(9), to: TO },
      ],
    },
  ],
])('of a kernel that %s nothing more is asked', async (_, node) => {
  expect(await candidates(node)).toEqual({ found: [], isAsked: false });
});

test.each<[string, Node, number]>([
  ['killed', { kernels: [kernel([within(5)])], lives: [always('a')] }, within(5)],
  [
    'killed as often as the one before it',
    {
      kernels: [kernel([within(-3)], LONG_BEFORE, within(4)), kernel([within(6)], within(4))],
      lives: [always('a')],
    },
    within(6),
  ],
  ['began', { kernels: [kernel([], LONG_BEFORE, within(4)), kernel([], within(4))], lives: [always('a')] }, within(4)],
  [
    'killed before it was gone',
    { kernels: [kernel([within(5)], LONG_BEFORE, within(6))], lives: [always('a')] },
    within(5),
  ],
  [
    'killed, seen by an exporter that is gone',
    {
      kernels: [kernel([within(5)])],
      lives: [
        { pod: 'a', from: BEGIN, to: within(7) },
        { pod: 'b', from: within(7) + MINUTE, to: TO },
      ],
    },
    within(5),
  ],
  [
    'ran for an hour between two marks and killed',
    {
      kernels: [kernel([AFTER_A_MARK + HOUR / 2], AFTER_A_MARK, AFTER_A_MARK + HOUR)],
      lives: [always('a')],
    },
    AFTER_A_MARK + HOUR / 2,
  ],
  [
    'killed just before the end',
    { kernels: [kernel([TO - 12 * MINUTE])], lives: [{ pod: 'a', from: BEGIN, to: TO - 10 * MINUTE }] },
    TO - 12 * MINUTE,
  ],
])('a kernel that %s leads to when it did', async (_, node, at) => {
  const { found } = await candidates(node);
  expect(found.some(({ from, to }) => from <= at && at <= to)).toBe(true);
});

/** Boots, kills and exporters as they come, before the piece and in it. */
function anyNode(random: Random): Node {
  const times = (most: number, from: number, to: number) =>
    Array.from({ length: random.whole(0, most) }, () => random.between(from, to)).sort((a, b) => a - b);
  const boots = [random.pick([LONG_BEFORE, BEGIN, within(-0.5), within(3)]), ...times(2, within(-2), TO)].sort(
    (a, b) => a - b
  );
  const kernels = boots.map((from, i) => {
    const to = boots[i + 1] ?? (random.chance(0.2) ? random.between(from, TO) : Infinity);
    return { from, to, kills: times(2, Math.max(from, BEGIN), Math.min(to, TO)) };
  });
  const changes = [BEGIN, ...times(3, BEGIN, TO), TO];
  const lives = changes.slice(1).map((to, i) => ({
    pod: random.chance(0.5) ? 'a' : `ne-${i}`,
    from: (changes[i] ?? BEGIN) + (random.chance(0.5) ? 0 : random.between(0, 3 * HOUR)),
    to,
  }));
  return { kernels, lives };
}

/** When a count rose between two scrapes of one series, or a kernel began that was then scraped for long enough. */
function happenedIn(node: Node): readonly number[] {
  const isWithin = (time: number) => time >= PIECE.from && time <= PIECE.to;
  const series = seriesOf(node);
  const rises = series
    .filter(({ labels }) => labels.__name__ === 'node_vmstat_oom_kill')
    .flatMap(({ times, values }) =>
      times.filter((time, i) => i > 0 && time - times[i - 1]! <= 2 * SCRAPE && values[i]! > values[i - 1]!)
    );
  const boots = node.kernels.filter(({ from, to }) => {
    const scraped = series
      .filter(({ labels }) => labels.__name__ === 'node_boot_time_seconds')
      .flatMap(({ times }) => times);
    const since = scraped.filter((time) => time > from && time < Math.min(to, from + LOOK + 6 * MINUTE));
    return since.length * SCRAPE >= LOOK;
  });
  return [...rises, ...boots.map(({ from }) => from)].filter(isWithin);
}

test.each(Array.from({ length: 120 }, (_, i) => i + 1))('in life %i no kill and no start is missed', async (seed) => {
  const node = anyNode(randomFrom(seed));
  const happened = happenedIn(node);
  for (const major of [2, 3] as const) {
    const { found } = await candidates(node, major);
    const missed = happened.filter((at) => !found.some(({ from, to }) => from <= at && at <= to));
    expect(missed.map((at) => new Date(at).toISOString())).toEqual([]);
  }
});
