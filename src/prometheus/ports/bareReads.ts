import { groupBy } from '../../domain/groupBy';
import type { Series } from '../../domain/series';
import type { DurationMs } from '../../domain/units';

import type { BareSeries } from './bare';
import type { PromQuery, PromReply, PromRequest } from './port';
import { or, selectorOfAny, type Matcher } from '../promql';
import { LOOKBACK } from './storedSamples';

/** Series that a question needs, at the step that it is asked for. */
export interface Need extends BareSeries {
  readonly step: DurationMs;
}

/** One query for the series of several needs that differ by their metrics only. */
export interface Read extends Need {
  readonly refId: string;
}

/** `name` tells their refIds from those of others. */
export function readsOf(needs: readonly Need[], name = 'bare'): readonly Read[] {
  return [...groupBy(needs.flatMap(byPlaces), keyOf).values()].flatMap(([first, ...others], i): readonly Read[] => {
    const metrics = [first, ...others].flatMap((need) => need?.metrics ?? []);
    return first ? [{ ...first, refId: `${name}-${i + 1}`, metrics: [...new Set(metrics)].sort() }] : [];
  });
}

/** Stored samples are asked for at one place at a time: `or` joins no ranges. */
const byPlaces = (need: Need): readonly Need[] =>
  need.isStored ? need.places.map((place) => ({ ...need, places: [place] })) : [need];

/** What is read where a need found nothing. */
export function spareReads(needs: readonly Need[], reads: readonly Read[], reply: PromReply): readonly Read[] {
  const isSilent = (need: Need) =>
    need.otherwise !== undefined &&
    failedFor(need, reads, reply).length === 0 &&
    seriesFor(need, reads, reply).length === 0;
  return readsOf(needs.filter(isSilent).flatMap(otherwise), 'spare');
}

const otherwise = ({ otherwise: other, ...need }: Need): readonly Need[] => (other ? [{ ...need, ...other }] : []);

export function queryOf({ refId, metrics, places, isStored, step }: Read, { from, to }: PromRequest): PromQuery {
  const [first = []] = places;
  return isStored
    ? {
        refId,
        expr: `${selectorOfAny(metrics, first)}[${Math.ceil((to - from + LOOKBACK) / 1000)}s]`,
        mode: 'instant',
        isAlone: true,
      }
    : { refId, expr: or(...places.map((place) => selectorOfAny(metrics, place))), mode: 'range', step, isAlone: true };
}

/** The queries without an answer that could say something of a need. */
export const failedFor = (need: Need, reads: readonly Read[], { series }: PromReply): readonly Read[] =>
  reads.filter((read) => isFor(read, need) && series[read.refId] === undefined);

/** The series that were found for a need. */
export function seriesFor(need: Need, reads: readonly Read[], { series }: PromReply): readonly Series[] {
  return [need, ...otherwise(need)].flatMap((own) => {
    const keys = byPlaces(own).map(keyOf);
    const isMeant = testOfAll(own);
    return reads
      .filter((read) => keys.includes(keyOf(read)))
      .flatMap(({ refId }) => series[refId] ?? [])
      .filter(({ labels }) => isMeant(labels));
  });
}

/** Whether a series is of these metrics and has these labels. */
export function testOfAll({ metrics, among = [] }: Pick<BareSeries, 'metrics' | 'among'>): Test {
  const names = new Set(metrics);
  const tests = among.map(testOf);
  return (labels) => names.has(labels['__name__'] ?? '') && tests.every((test) => test(labels));
}

type Test = (labels: Series['labels']) => boolean;

function testOf({ label, op, value }: Matcher): Test {
  const pattern = new RegExp(`^(?:${value})$`, 's');
  const isEqual = op === '=' || op === '!=';
  return (labels) => {
    const own = labels[label] ?? '';
    return (isEqual ? own === value : pattern.test(own)) === (op === '=' || op === '=~');
  };
}

function isFor(read: Read, need: Need): boolean {
  const keys = [need, ...otherwise(need)].flatMap(byPlaces).map(keyOf);
  return keys.includes(keyOf(read));
}

const keyOf = ({ places, isStored, step }: Need): string =>
  [isStored ? 'stored' : step, ...places.map(textOf)].join('\n');

/** The text of a place, written once: it is compared with each read for each need. */
function textOf(place: readonly Matcher[]): string {
  const text = texts.get(place) ?? JSON.stringify(place);
  texts.set(place, text);
  return text;
}

const texts = new WeakMap<readonly Matcher[], string>();
