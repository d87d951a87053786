import type { NodeEvent } from '../../domain/events/events';
import type { Incident } from '../../domain/incidents/types';
import type { EpochMs } from '../../domain/units';

export interface StripMark {
  readonly id: string;
  readonly kind: NodeEvent['kind'];
  /** In percent of the range. */
  readonly left: number;
  readonly width: number;
  readonly at: EpochMs;
  /** How many events the mark stands for. */
  readonly count: number;
  /** To which they belong, each once. */
  readonly incidents: readonly Incident[];
}

interface Strip {
  readonly from: EpochMs;
  readonly to: EpochMs;
}

/** Marks closer than this to each other are one, in percent of the range. */
const APART = 0.4;

/** The incidents' events as marks on a strip over the range, those of one kind in one lane; what lies outside is left out. */
export function stripMarks(incidents: readonly Incident[], { from, to }: Strip): readonly StripMark[] {
  const percent = (at: EpochMs) => (100 * (at - from)) / (to - from);
  return incidents
    .flatMap((incident) => incident.events.map((event) => ({ event, incident })))
    .filter(({ event: { earliest, latest } }) => to > from && latest >= from && earliest <= to)
    .sort((a, b) => a.event.earliest - b.event.earliest)
    .reduce<readonly StripMark[]>((marks, { event, incident }) => {
      const left = percent(Math.max(from, event.earliest));
      const mark = {
        id: event.id,
        kind: event.kind,
        left,
        width: percent(Math.min(to, event.latest)) - left,
        at: event.earliest,
        count: 1,
        incidents: [incident],
      };
      const index = marks.findLastIndex(({ kind }) => kind === event.kind);
      const last = marks[index];
      return last === undefined || left - (last.left + last.width) > APART
        ? [...marks, mark]
        : marks.map((other, position) => (position === index ? merged(other, mark) : other));
    }, []);
}

const merged = (first: StripMark, second: StripMark): StripMark => ({
  ...first,
  width: Math.max(first.width, second.left + second.width - first.left),
  count: first.count + second.count,
  incidents: [...new Set([...first.incidents, ...second.incidents])],
});
