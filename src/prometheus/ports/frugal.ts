import { distinctBy } from '../../domain/distinctBy';
import type { PodName } from '../../domain/incidents/reviewData';
import { lastIndexBy } from '../../domain/searchTime';
import { timesOf, type Series } from '../../domain/series';
import type { DurationMs, EpochMs } from '../../domain/units';

import type { Frugal, PromQuery, PromReply, PromRequest, Stretch } from './port';
import { joinedWithin } from './joinedWithin';
import { podKey, seriesKey } from '../seriesKey';

/** How far apart what changes seldom is looked at: as far as Prometheus looks back for an instant. */
export const LOOK: DurationMs = 300_000;

/** A change is read on for so long: until it is seen who was sampled after it (events/sources/containers, STANDSTILL). */
const AFTER: DurationMs = 120_000;

/** Stretches that lie nearer to each other than this are read as one. */
const NEAR: DurationMs = 2 * LOOK;

/** Each stretch is a request: nearer ones are read as one until there are no more. */
const MOST_STRETCHES = 6;

/** Where more than this share of the range changed, all of it is read. */
const MOST_SHARE = 0.6;

/** The end of a range is a look of its own, under a name of its own. */
export const endRef = (refId: string): string => `${refId}-end`;

/** Whether it is there, and what it is where the range begins and where it ends, likewise. */
export const thereRef = (refId: string): string => `${refId}-there`;
export const edgeRefs = (refId: string): readonly [string, string] => [`${refId}-first`, `${refId}-last`];

/** What of it is read at each step, likewise. */
export const eachRef = (refId: string): string => `${refId}-each`;

/** So short a range costs less at each step than a second request does. */
export const isShort = ({ from, to }: Omit<PromRequest, 'queries'>): boolean => to - from < 3 * LOOK;

/** The looks' step: a multiple of the request's, or undefined where looks would spare nothing. */
export function lookStep({ step }: Omit<PromRequest, 'queries'>): DurationMs | undefined {
  const each = Math.floor(LOOK / step) * step;
  return each >= 2 * step ? each : undefined;
}

/** Where a range begins and ends at looks, on whatever grid a server evaluates it, its end needs no look of its own. */
export const endsAtLook = ({ from, to }: Stretch, looks: DurationMs): boolean => from % looks === 0 && to % looks === 0;

/** At which times a range was read, and at which of them was looked; undefined where the replies lie on no such grid. */
export interface Grids {
  readonly fine: readonly EpochMs[];
  /** The first is not after the range's begin. */
  readonly looks: readonly EpochMs[];
  readonly step: DurationMs;
}

interface Read {
  readonly request: Omit<PromRequest, 'queries'>;
  readonly looks: DurationMs;
  readonly often: readonly PromQuery[];
  readonly sparse: readonly PromQuery[];
  readonly reply: PromReply;
}

/** Grafana evaluates at multiples of the step, a Prometheus from the begin of the range: both show in the replies. */
export function gridsOf({ request, looks: each, often, sparse, reply }: Read): Grids | undefined {
  const answersTo = (queries: readonly PromQuery[]) =>
    queries.flatMap(({ refId, mode }) => (mode === 'range' ? seriesOf(reply, refId) : []));
  const look = offsetIn(answersTo(sparse), each);
  const offset = offsetIn(answersTo(often), request.step) ?? (look === undefined ? undefined : look % request.step);
  return look === undefined || offset === undefined || offset !== look % request.step
    ? undefined
    : { fine: gridOf(request, request.step, offset), looks: gridOf(request, each, look), step: request.step };
}

/** What is asked for at both ends, as if it had been at looks. */
export function withEdges(queries: readonly PromQuery[], { from, to }: Stretch, reply: PromReply): PromReply {
  const edges = queries.flatMap(({ refId }) => {
    const [first, last] = edgeRefs(refId).map((ref) => reply.series[ref]);
    return first && last && reply.series[thereRef(refId)] ? [[refId, joinedEdges(first, last, { from, to })]] : [];
  });
  return { ...reply, series: { ...reply.series, ...(Object.fromEntries(edges) as PromReply['series']) } };
}

function joinedEdges(first: readonly Series[], last: readonly Series[], { from, to }: Stretch): readonly Series[] {
  const joined = new Map<string, Series>();
  const put = (time: EpochMs) => (series: Series) => {
    const { labels, times, values } = joined.get(seriesKey(series)) ?? { ...series, times: [], values: [] };
    joined.set(seriesKey(series), { labels, times: [...times, time], values: [...values, series.values[0] ?? NaN] });
  };
  first.forEach(put(from));
  last.forEach(put(to));
  return [...joined.values()];
}

/** What all times leave when divided by the step. */
function offsetIn(all: readonly Series[], step: DurationMs): number | undefined {
  const [first] = all.find(({ times }) => times.length > 0)?.times ?? [];
  const offset = first === undefined ? undefined : first % step;
  return all.every(({ times }) => times.every((time) => time % step === offset)) ? offset : undefined;
}

function gridOf({ from, to }: Stretch, step: DurationMs, offset: number): readonly EpochMs[] {
  const start = Math.floor((from - offset) / step) * step + offset;
  return Array.from({ length: Math.floor((to - start) / step) + 1 }, (_, i) => start + i * step);
}

/** Where what is read seldom is not the same at two looks that follow each other, or another question tells of a change. */
export function changedStretches({ often, sparse, reply }: Read, grids: Grids): readonly Stretch[] {
  const { fine, looks, step } = grids;
  const [start = 0, end = 0] = [fine[0], fine.at(-1)];
  const changed = new Set<number>();
  sparse.forEach(({ refId, frugal }) => {
    const tells = frugal?.read === 'seldom' ? () => true : frugal?.changes;
    if (tells) {
      changesIn(reply, refId, looks, tells).forEach((index) => changed.add(index));
    }
  });
  // What has gone without a stale marker is shown for as long as to the next look: its last sample may be of before this one.
  sparse
    .filter(({ frugal }) => frugal?.atEnds)
    .flatMap(({ refId }) => changesIn(reply, thereRef(refId), looks))
    .forEach((index) => [index - 1, index].filter((one) => one >= 0).forEach((one) => changed.add(one)));
  const put = (time: EpochMs) => changed.add(intervalOf(looks, time));
  for (const { refId, frugal } of often) {
    if (frugal?.tells) {
      seriesOf(reply, refId).forEach(({ times }) => breaksIn(times, { start, end, step }, frugal.tells).forEach(put));
    }
  }
  const all = [...changed]
    .sort((a, b) => a - b)
    .map((index) => ({
      from: Math.max(start, looks[index] ?? start),
      to: Math.min(end, (looks[index + 1] ?? end) + AFTER),
    }));
  return few(all, { from: start, to: end });
}

/**
 * The pods of which anything changed. Undefined where a server was not read for a while: then what it says of any pod is
 * interrupted as well.
 */
export function changedPods(
  { often, sparse, reply }: Read,
  { fine, looks, step }: Grids
): readonly PodName[] | undefined {
  const [start = 0, end = 0] = [fine[0], fine.at(-1)];
  const tellers = (tells: 'begins' | 'interrupted') =>
    often.filter(({ frugal }) => frugal?.tells === tells).map(({ refId }) => seriesOf(reply, refId));
  const isBroken = (times: readonly EpochMs[], tells: 'begins' | 'interrupted') =>
    breaksIn(times, { start, end, step }, tells).length > 0;
  if (tellers('interrupted').some((all) => isBroken(timesOf(all), 'interrupted'))) {
    return undefined;
  }
  const begun = tellers('begins').flatMap((all) => all.filter(({ times }) => isBroken(times, 'begins')));
  const changed = sparse
    .filter(({ frugal }) => frugal?.read === 'seldom')
    .flatMap(({ refId }) => changesOfEach(reply, refId, looks))
    .filter(({ changes }) => changes.length > 0);
  const names = [...changed, ...begun].flatMap(({ labels: { namespace, pod } }) =>
    namespace && pod ? [{ namespace, pod }] : []
  );
  return distinctBy(names, podKey).sort((a, b) => (podKey(a) < podKey(b) ? -1 : 1));
}

/** Whether it is read closely of some pods alone. */
export const isOfPods = (frugal: Frugal | undefined): boolean => frugal?.ofPods !== undefined && !frugal.closely;

/** The looks after which something differs from the look before. */
const changesIn = (
  reply: PromReply,
  refId: string,
  looks: readonly EpochMs[],
  tells?: (series: Series) => boolean
): readonly number[] => [...new Set(changesOfEach(reply, refId, looks, tells).flatMap(({ changes }) => changes))];

function changesOfEach(
  reply: PromReply,
  refId: string,
  looks: readonly EpochMs[],
  tells: (series: Series) => boolean = () => true
) {
  const ends = byKey(seriesOf(reply, endRef(refId)).filter(tells));
  const hasEnd = reply.series[endRef(refId)] !== undefined;
  const found = byKey(seriesOf(reply, refId).filter(tells));
  return [...new Set([...found.keys(), ...ends.keys()])].map((key) => {
    const at = valuesAt(found.get(key));
    const values = [...looks.map((time) => at.get(time)), ...(hasEnd ? [ends.get(key)?.values[0]] : [])];
    const changes = values.flatMap((value, i) => (i > 0 && !Object.is(value, values[i - 1]) ? [i - 1] : []));
    return { labels: (found.get(key) ?? ends.get(key))?.labels ?? {}, changes };
  });
}

function breaksIn(
  times: readonly EpochMs[],
  { start, end, step }: { readonly start: EpochMs; readonly end: EpochMs; readonly step: DurationMs },
  tells: 'begins' | 'interrupted' | undefined
): readonly EpochMs[] {
  const [first, last] = [times[0], times.at(-1)];
  if (first === undefined || last === undefined) {
    return [];
  }
  const gaps = times.flatMap((time, i) => {
    const before = times[i - 1];
    return before !== undefined && time - before > step ? [before + step, time] : [];
  });
  const ended = tells === 'interrupted' && last < end ? [last + step] : [];
  return [...(first > start ? [first] : []), ...gaps, ...ended];
}

/** Between which looks a time lies: after the one and up to the next. */
function intervalOf(looks: readonly EpochMs[], time: EpochMs): number {
  const next = looks.findIndex((look) => look >= time);
  return next < 0 ? looks.length - 1 : Math.max(0, next - 1);
}

function few(all: readonly Stretch[], whole: Stretch): readonly Stretch[] {
  let near = NEAR;
  let joined = joinedWithin(all, near);
  while (joined.length > MOST_STRETCHES) {
    near *= 2;
    joined = joinedWithin(all, near);
  }
  const length = joined.reduce((sum, { from, to }) => sum + to - from, 0);
  return length > MOST_SHARE * (whole.to - whole.from) ? [whole] : joined;
}

/** A stretch read closely, with its reply. */
export interface Close extends Stretch {
  readonly reply: PromReply;
}

interface Filling {
  readonly reply: PromReply;
  readonly grids: Grids;
  readonly close: readonly Close[];
  /** Those that were read closely where a question can be asked of some alone. */
  readonly pods?: readonly PodName[];
}

/** What was read seldom, as if it had been read at each step: where nothing changed it is as at the look before. */
export function filled({ frugal, refId }: PromQuery, { reply, grids, close, pods }: Filling): readonly Series[] {
  const looked = byKey(seriesOf(reply, refId));
  const ends = byKey(seriesOf(reply, endRef(refId)));
  const read = close.map((one) => ({ ...one, series: byKey(seriesOf(one.reply, refId)) }));
  const keys = new Set([...looked.keys(), ...read.flatMap(({ series }) => [...series.keys()]), ...ends.keys()]);
  // One whose name nobody knew when it was read closely shows at the looks alone.
  const isUnasked = (key: string) => frugal?.closely !== undefined && !read.some(({ series }) => series.has(key));
  const named = pods && isOfPods(frugal) ? new Set(pods.map(podKey)) : undefined;
  const spans = spansOf(grids, close);
  return [...keys].flatMap((key): Series[] => {
    const labels = (looked.get(key) ?? ends.get(key) ?? read.find(({ series }) => series.has(key))?.series.get(key))
      ?.labels;
    const isLeft = named !== undefined && labels !== undefined && !named.has(podKey(labels));
    const atLooks = valuesAt(looked.get(key));
    const closely = valuesAt(...read.map(({ series }) => series.get(key)));
    const isLooked = isUnasked(key);
    const times: EpochMs[] = [];
    const values: number[] = [];
    for (const { times: all, look, isClose } of spans) {
      const held = atLooks.get(look);
      for (const time of all) {
        const value =
          isClose && !isLeft
            ? (closely.get(time) ?? (look === time && isLooked ? held : undefined))
            : frugal?.read === 'seldom' || look === time
              ? held
              : undefined;
        if (value !== undefined) {
          times.push(time);
          values.push(value);
        }
      }
    }
    // What is known all along has one list of times, which is told from others without going through it.
    const isWhole = times.length === grids.fine.length;
    return times.length === 0 || !labels ? [] : [{ labels, times: isWhole ? grids.fine : times, values }];
  });
}

/** Times in a row that go back to one look and are all read closely, or none of them: a day has ten times as many times as looks. */
interface Span {
  readonly times: EpochMs[];
  readonly look: EpochMs;
  readonly isClose: boolean;
}

function spansOf({ fine, looks }: Grids, close: readonly Stretch[]): readonly Span[] {
  const spans: Span[] = [];
  for (const time of fine) {
    const look = looks[lastIndexBy(looks, time, itself)] ?? time;
    const isClose = close.some(({ from, to }) => time >= from && time <= to);
    const last = spans.at(-1);
    if (last?.look === look && last.isClose === isClose) {
      last.times.push(time);
    } else {
      spans.push({ times: [time], look, isClose });
    }
  }
  return spans;
}

const itself = (time: EpochMs): EpochMs => time;

const seriesOf = ({ series }: PromReply, refId: string): readonly Series[] => series[refId] ?? [];

const byKey = (series: readonly Series[]): ReadonlyMap<string, Series> =>
  new Map(series.map((one) => [seriesKey(one), one]));

function valuesAt(...all: ReadonlyArray<Series | undefined>): ReadonlyMap<EpochMs, number> {
  const found = new Map<EpochMs, number>();
  all.forEach((series) => series?.times.forEach((time, i) => found.set(time, series.values[i] ?? NaN)));
  return found;
}
