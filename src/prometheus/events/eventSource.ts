import { groupBy } from '../../domain/groupBy';
import type { Finding } from '../../domain/provenance';
import type { Series } from '../../domain/series';
import type { Frugal, PromQuery, PromReply } from '../ports/port';
import type { NodeScope } from '../scope';

/** One question about what happened to a node. Its file also reads the answer; `sources/index.ts` lists them. */
export interface EventSource {
  readonly refId: string;
  /** It may answer with several kinds of series, told apart by the label `PART`. */
  readonly ask: (scope: NodeScope) => Pick<PromQuery, 'expr' | 'more' | 'bare'>;
  readonly frugal?: Frugal;
  /** What of that names the node. */
  readonly frugalOn?: (scope: NodeScope) => Frugal;
  /** Asked of the pods that the scope names alone. */
  readonly askOfPods?: (scope: NodeScope) => Pick<PromQuery, 'expr' | 'more' | 'bare'>;
  /** What cannot be told without it, or without one part of it. */
  readonly missing: readonly MissingPart[];
}

/** Of a question that names its pods anyway. */
export const ofPods = (ask: EventSource['ask']): Pick<EventSource, 'ask' | 'askOfPods'> => ({ ask, askOfPods: ask });

export interface MissingPart {
  /** Absent: the whole answer. */
  readonly part?: string;
  readonly finding: Finding;
}

/** The label that tells the parts of one query apart. */
export const PART = 'tidemark';

/** The series of one part of a source's answer, or those of no part. */
export function partOf(
  reply: Pick<PromReply, 'series'>,
  { refId }: Pick<EventSource, 'refId'>,
  part?: string
): readonly Series[] {
  return partsOf(reply.series[refId] ?? NOTHING).get(part) ?? NOTHING;
}

const NOTHING: readonly Series[] = [];
const known = new WeakMap<readonly Series[], ReadonlyMap<string | undefined, readonly Series[]>>();

/** An answer is taken apart once, however often its parts are asked for. */
function partsOf(answer: readonly Series[]): ReadonlyMap<string | undefined, readonly Series[]> {
  const parts = known.get(answer) ?? groupBy(answer, ({ labels }) => labels[PART]);
  known.set(answer, parts);
  return parts;
}

export function seriesOf(reply: Pick<PromReply, 'series'>, { refId }: Pick<EventSource, 'refId'>): readonly Series[] {
  return reply.series[refId] ?? [];
}
