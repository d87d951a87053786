import type { Series } from '../../domain/series';

import { queryOf, testOfAll, type Read } from './bareReads';
import { isOfFewSteps } from './fewSteps';
import type { PromQuery, PromReply, PromRequest } from './port';
import { or } from '../promql';
import { inShortGroups } from './queryLength';

/** A server joins them step by step: over more steps they are answered sooner side by side, with a third of the work. */
const FEW = 150;

/** A query that answers one or several reads. */
export interface Together {
  readonly query: PromQuery;
  readonly reads: readonly Read[];
}

/**
 * Reads at the same few times as one query. No series of one has the labels of another: they are of different exporters, or one
 * names the node where the other cannot.
 */
export function readTogether(reads: readonly Read[], request: PromRequest): readonly Together[] {
  const isFew = ({ isStored, step }: Read) => !isStored && isOfFewSteps(request, step, FEW);
  const few = reads.filter(isFew);
  const bySteps = [...new Set(few.map(({ step }) => step))].map((step) => few.filter((read) => read.step === step));
  // What is joined later is copied less often: those of many series at last.
  const sorted = bySteps.map((some) => [...some].sort((a, b) => a.metrics.length - b.metrics.length));
  const joined = sorted.flatMap((some) => inShortGroups(some, (read) => `(${queryOf(read, request).expr}) or `));
  return [...reads.filter((read) => !isFew(read)).map((read) => [read]), ...joined].map((some) =>
    togetherOf(some, request)
  );
}

function togetherOf(reads: readonly Read[], request: PromRequest): Together {
  const [first, ...others] = reads.map((read) => queryOf(read, request));
  return { query: { ...first!, expr: or(...[first!, ...others].map(({ expr }) => expr)) }, reads };
}

/** The reply as if each read had been asked for by itself. */
export function readApart(all: readonly Together[], { series, errors, warnings }: PromReply): PromReply {
  const readsOf = new Map(all.map(({ query, reads }) => [query.refId, reads]));
  return {
    series: Object.fromEntries(
      Object.entries(series).flatMap(([refId, found]) => {
        const reads = readsOf.get(refId) ?? [];
        return reads.length < 2 ? [[refId, found]] : reads.map((read) => [read.refId, seriesOfRead(read, found)]);
      })
    ) as PromReply['series'],
    errors: errors.flatMap((error) => {
      const reads = error.refId === undefined ? undefined : readsOf.get(error.refId);
      return reads ? reads.map(({ refId }) => ({ ...error, refId })) : [error];
    }),
    warnings,
  };
}

function seriesOfRead(read: Read, found: readonly Series[]): readonly Series[] {
  const tests = read.places.map((place) => testOfAll({ metrics: read.metrics, among: place }));
  return found.filter(({ labels }) => tests.some((test) => test(labels)));
}
