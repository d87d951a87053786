import type { NodeEvent, Proof } from '../domain/events/events';
import { processWords } from '../domain/events/processWords';
import type { EpochMs } from '../domain/units';

import { verbOf, type PointEvent } from './layout/eventWords';

/** `[what, how it is]`, for a tooltip. */
export type Row = readonly [label: string, text: string];

interface Told {
  readonly formatTime: (time: EpochMs) => string;
  /** All events of the range: what several share is said at one of them. */
  readonly all: readonly NodeEvent[];
}

/** Everything known about one event, in plain words; what no source named is left out or said to be unknown. */
export function eventRows(event: PointEvent, { formatTime, all }: Told): readonly Row[] {
  return [
    [verbOf(event), when(event, formatTime)],
    ['Pod', [event.namespace, event.pod].filter(Boolean).join(' / ') || 'unknown: no source named it'],
    ...row('Container', event.container),
    ...row('QoS', event.qos),
    ...causeOf(event),
    ...row('Killed', processWords(all).get(event.id)),
    ...proofRows(event),
  ];
}

const proofRows = (event: PointEvent): readonly Row[] =>
  event.proofs.map((proof) => ['Seen in', proofText(proof)] as const);

/** What `eventSummary` leaves out. */
export const furtherRows = (event: PointEvent): readonly Row[] => [
  ...row('Container', event.container),
  ...row('QoS', event.qos),
  ...proofRows(event),
];

function row(label: string, text: string | undefined): readonly Row[] {
  return text ? [[label, text]] : [];
}

function when(event: PointEvent, formatTime: (time: EpochMs) => string): string {
  const [first, last] = [formatTime(event.earliest), formatTime(event.latest)];
  const sameDay = first.slice(0, DATE.length) === last.slice(0, DATE.length);
  return first === last ? first : `${first} – ${sameDay ? last.slice(DATE.length) : last} (between two scrapes)`;
}

/** Times begin with their date; a range within one day says it once. */
const DATE = 'YYYY-MM-DD ';

function causeOf(event: PointEvent): readonly Row[] {
  switch (event.kind) {
    case 'eviction':
      return [['Signal', event.signal ?? 'unknown: no source named it']];
    case 'oom-kill':
    case 'termination':
      return exitOf(event);
  }
}

function exitOf({ exitCode, reason }: { readonly exitCode?: number; readonly reason?: string }): readonly Row[] {
  const code = exitCode === undefined ? undefined : `exit code ${exitCode}`;
  return row('Cause', [reason, code].filter(Boolean).join(', '));
}

function proofText({ source, observed }: Proof): string {
  return `${source}: ${observed}`;
}

/** One event of several in two lines: who, and when and why. */
export function eventSummary(event: PointEvent, told: Told): { readonly title: string; readonly text: string } {
  const pod = [event.namespace, event.pod].filter(Boolean).join(' / ');
  const reasons = [...causeOf(event), ...row('Killed', processWords(told.all).get(event.id))].map(([, text]) => text);
  return {
    title: `${verbOf(event)} ${pod || 'a pod that no source named'}`,
    text: [when(event, told.formatTime), ...reasons].join(' · '),
  };
}

/** One sentence, for a screen reader. */
export function eventSentence(event: PointEvent, told: Told): string {
  return eventRows(event, told)
    .map(([label, text]) => `${label} ${text}`)
    .join('; ');
}
