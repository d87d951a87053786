import { fateOf, VERDICT_WORDS, workloadName } from '../incidents/verdictWords';
import { MEMORY_VERDICTS, type Incident, type Victim } from '../incidents/types';
import { DELAY } from '../events/delays';
import { exitWords } from '../events/exitWords';
import { findIncidentsOf, isPodOf, searchName, type PodSearch, type TouchedBy } from './podSearch';
import type { DurationMs, EpochMs } from '../units';

/** How a container ended last, as its pod's status says. */
export interface LastEnd {
  readonly namespace: string;
  readonly pod: string;
  readonly container: string;
  /** The container's own finishedAt; absent where kube-state-metrics does not publish it. */
  readonly at?: EpochMs;
  /** When a status without that first showed it: it ended before. */
  readonly seenAt?: EpochMs;
  readonly exitCode?: number;
  readonly reason?: string;
}

export interface PodQuestion {
  readonly search: PodSearch;
  readonly from: EpochMs;
  readonly to: EpochMs;
  /** The review's, of any pod. */
  readonly incidents: readonly Incident[];
  /** The last ends that the statuses of pods told, of any pod; also from before the range. */
  readonly ends: readonly LastEnd[];
  /** A pod of that name was there in the range; undefined where nobody looked. */
  readonly seen?: boolean;
  /** Something could not be read, or came in part: then nothing found is no all-clear. */
  readonly incomplete: boolean;
}

export interface PodAnswer {
  /** What became of it: by memory, by something else, nothing; or why that cannot be said. */
  readonly outcome: 'memory' | 'caused' | 'unknown' | 'not-memory' | 'no-end' | 'incomplete' | 'not-seen';
  /** One sentence, times in UTC. */
  readonly headline: string;
  /** Newest first. */
  readonly incidents: readonly TouchedBy[];
  /** Its last terminations in plain words, newest first. */
  readonly ends: readonly EndLine[];
}

export interface EndLine extends LastEnd {
  /** Outside the range that was looked at. */
  readonly before: boolean;
  readonly words: string;
}

/** Why the pod died, out of a review: the incident that ended it, or that nothing of memory did. */
export function answerPod(question: PodQuestion): PodAnswer {
  const incidents = findIncidentsOf(question.search, question.incidents);
  const ends = question.ends
    .filter((end) => isPodOf(question.search, end))
    .map((end) => ({ ...end, before: isBefore(end, question.from), words: exitWords(end) }))
    .sort((a, b) => (timeOf(b) ?? 0) - (timeOf(a) ?? 0));
  return { ...concluded(question, incidents, ends), incidents, ends };
}

/** What a status without a time showed at the first look ended before that. */
const isBefore = ({ at, seenAt = Infinity }: LastEnd, from: EpochMs): boolean =>
  at === undefined ? seenAt <= from : at < from;

const timeOf = ({ at, seenAt }: LastEnd): EpochMs | undefined => at ?? seenAt;

type Conclusion = Pick<PodAnswer, 'outcome' | 'headline'>;

function concluded(question: PodQuestion, touched: readonly TouchedBy[], ends: readonly EndLine[]): Conclusion {
  const memory = touched.filter(isOfMemory);
  const paid = memory.find(({ fates }) => fates.length > 0);
  if (paid) {
    return { outcome: 'memory', headline: `${paidWords(paid)}${earlier(memory.length - 1)}.` };
  }
  const [caused] = memory;
  if (caused) {
    const { culprit, start } = caused.incident;
    const what = VERDICT_WORDS[caused.incident.verdict].name;
    return {
      outcome: 'caused',
      headline: `${workloadName(culprit)} grew at ${clock(start)} and others paid (${what}).`,
    };
  }
  return question.seen === false && touched.length === 0 && ends.length === 0
    ? notSeen(question)
    : withoutIncident(question, touched, ends);
}

/** That memory ended others in it says nothing of this one; that the kernel killed this one does, whatever the verdict. */
function isOfMemory({ incident, fates }: TouchedBy): boolean {
  return MEMORY_VERDICTS.some((known) => known === incident.verdict) || fates.some(({ fate }) => fate === 'oom-killed');
}

function paidWords({ incident, fates }: TouchedBy): string {
  const isMemory = MEMORY_VERDICTS.some((known) => known === incident.verdict);
  const [last] = fates.filter(({ fate }) => isMemory || fate === 'oom-killed').slice(-1);
  const who = last ? workloadName(last) : '';
  const what = VERDICT_WORDS[incident.verdict].name;
  const why =
    incident.verdict === 'unknown' ? 'at which limit, the data does not tell' : `${what}, ${incident.confidence}`;
  const when = clock(last?.latest ?? incident.end);
  const fate =
    last?.fate === 'terminated' ? 'ended' : `was ${last ? fateOf({ ...last, paidForAnother: false }) : 'touched'}`;
  return incident.verdict === 'child-killed'
    ? `A process inside ${who} was OOM-killed at ${when}; the container lived on (${why})`
    : `${who} ${fate} at ${when}${last?.paidForAnother ? ' and paid for another' : ''} (${why})`;
}

const earlier = (more: number) =>
  more === 0 ? '' : more === 1 ? '; another memory incident touched it' : `; ${more} other memory incidents touched it`;

function withoutIncident(question: PodQuestion, touched: readonly TouchedBy[], ends: readonly EndLine[]): Conclusion {
  const name = searchName(question.search);
  const flagged = ends.find((end) => end.reason === 'OOMKilled' && !isExplained(end, touched));
  const [open] = touched.filter(({ incident }) => incident.verdict === 'unknown');
  if (flagged?.before) {
    return {
      outcome: 'unknown',
      headline: `${workloadName(flagged)} ended${whenOf(flagged)}, before this range, flagged OOMKilled: look at the time around it.`,
    };
  }
  if (flagged || open) {
    const lost = flagged ?? lastFate(open) ?? { pod: name };
    const why = flagged ? 'flagged OOMKilled, but no incident explains it' : 'and the data does not tell why';
    return {
      outcome: 'unknown',
      headline: `${workloadName(lost)} ended${flagged ? whenOf(flagged) : at(open?.incident.end)}, ${why}.`,
    };
  }
  if (question.incomplete) {
    const headline = `No memory incident of ${name} was found ${range(question)}, but not everything could be read.`;
    return { outcome: 'incomplete', headline };
  }
  return nothingOfMemory(question, touched, ends);
}

/** The review knows of this end, and judged it with more than its flag. */
function isExplained(end: LastEnd, touched: readonly TouchedBy[]): boolean {
  const time = timeOf(end);
  return touched.some(({ incident, fates }) =>
    fates.some(
      ({ namespace, pod, container, earliest, latest }) =>
        incident.verdict !== 'unknown' &&
        namespace === end.namespace &&
        pod === end.pod &&
        container === end.container &&
        (time === undefined || (time >= earliest - SLACK && time <= latest + SLACK))
    )
  );
}

const SLACK: DurationMs = DELAY.clockSkew + DELAY.standstill;

function nothingOfMemory(question: PodQuestion, touched: readonly TouchedBy[], ends: readonly EndLine[]): Conclusion {
  const name = searchName(question.search);
  const other = lastFate(touched[0]);
  const recent = ends.find(({ before }) => !before);
  const none = `Nothing of memory ended ${name} ${range(question)}`;
  return other || recent
    ? { outcome: 'not-memory', headline: `${none}: ${otherWords(touched[0]?.incident, other ?? recent)}.` }
    : { outcome: 'no-end', headline: `${none}; no end of it was seen.` };
}

function otherWords(incident: Incident | undefined, end: Victim | LastEnd | undefined): string {
  const when = end === undefined ? '' : 'latest' in end ? at(end.latest) : whenOf(end);
  return incident
    ? `${VERDICT_WORDS[incident.verdict].name}${when}`
    : `${end?.reason === 'Completed' ? 'it completed' : 'a container ended'}${when}`;
}

function notSeen(question: PodQuestion): Conclusion {
  const name = searchName(question.search);
  return question.incomplete
    ? { outcome: 'incomplete', headline: `${name} was not seen ${range(question)}, but not everything could be read.` }
    : { outcome: 'not-seen', headline: `No pod and no workload ${name} was seen ${range(question)}.` };
}

const lastFate = (touched: TouchedBy | undefined) => touched?.fates[touched.fates.length - 1];

const whenOf = ({ at: exact, seenAt }: LastEnd) =>
  exact === undefined && seenAt !== undefined ? ` before ${clock(seenAt)}` : at(exact);
const at = (time: EpochMs | undefined) => (time === undefined ? '' : ` at ${clock(time)}`);
const range = ({ from, to }: PodQuestion) => `between ${clock(from)} and ${clock(to)}`;

/** `2026-11-21 21:40:32 UTC` */
function clock(time: EpochMs | undefined): string {
  const date = new Date(time ?? NaN);
  return Number.isNaN(date.getTime()) ? 'an unknown time' : `${date.toISOString().slice(0, 19).replace('T', ' ')} UTC`;
}
