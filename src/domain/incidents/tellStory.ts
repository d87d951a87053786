import { DELAY } from '../events/delays';
import { groupBy } from '../groupBy';
import { workloadOf } from '../pod/workloadOf';
import { formatMiB, formatRate } from '../quantity/formatBytes';
import type { Bytes, EpochMs } from '../units';
import { timesWord } from '../words/timesWord';

import { isFlagged } from './aboutMemory';
import { boundsOf, type CaseFile } from './caseFile';
import type { Blame } from './findCulprit';
import { nodeAt } from './nodeAt';
import { GROWTH_WINDOW, STILL } from './growth';
import { isSamePod, type ReviewData } from './reviewData';
import { wasFoundGone } from './sources/exitStatus';
import type { Incident, StoryLine, Victim } from './types';
import { culpritName, isInferred, sure, victimName, workloadName } from './verdictWords';

interface Told {
  readonly file: CaseFile;
  readonly data: ReviewData;
  readonly blame: Blame;
  readonly victims: readonly Victim[];
}

type ToldOf<Parts extends keyof CaseFile> = Pick<Told, 'victims'> & {
  readonly file: Pick<CaseFile, Parts>;
  readonly blame: Pick<Blame, 'culprit'>;
};

/** One sentence that says what happened and to whom. */
export function incidentHeadline({ file, blame, victims }: ToldOf<'verdict' | 'signal' | 'evidence' | 'ends'>): string {
  const evicted = names(victims.filter(({ fate }) => fate === 'evicted'));
  const killed = names(victims.filter(({ fate }) => fate === 'oom-killed'));
  const also = killed && evicted ? `, and the kernel killed ${killed}` : '';
  switch (file.verdict) {
    case 'oom1-container-limit':
      return `The kernel killed ${killed} at its own limit`;
    case 'oom2-allocatable-evicted':
      return `Pods crossed allocatable; the kubelet evicted ${evicted}`;
    case 'oom3-node-evicted':
      return `${who(blame)} took the node’s memory; the kubelet evicted ${evicted}${also}`;
    case 'oom4-kubepods-limit':
      return `Pods reached the kubepods limit; the kernel killed ${killed}${evicted ? `, and the kubelet evicted ${evicted}` : ''}`;
    case 'node-exhausted':
      return `${who(blame)} used up the node; the kernel killed ${killed}${evicted ? `, and the kubelet evicted ${evicted}` : ''}`;
    case 'parent-limit':
      return `A cgroup above ${killed} reached its limit; the kernel killed ${killed}`;
    case 'child-killed':
      return blame.culprit.kind === 'pod'
        ? `The kernel killed a process inside ${blame.culprit.pod}, which lived on`
        : 'The kernel killed a process that no container’s status shows';
    case 'evicted-other':
      return `The kubelet evicted ${evicted} for ${file.signal ?? 'another reason'}, not for memory`;
    case 'unknown':
      return unknownHeadline(victims);
    case 'oom5-runtime-ceiling':
    case 'killed-not-oom':
    case 'stopped':
    case 'crashed':
    case 'replaced':
    case 'node-restarted':
    case 'kubelet-restarted':
      return `${endHeadline(file.verdict, file, victims)}${besides(victims)}`;
  }
}

type EndVerdict =
  | 'oom5-runtime-ceiling'
  | 'killed-not-oom'
  | 'stopped'
  | 'crashed'
  | 'replaced'
  | 'node-restarted'
  | 'kubelet-restarted';

function endHeadline(
  verdict: EndVerdict,
  file: Pick<CaseFile, 'evidence' | 'ends'>,
  victims: readonly Victim[]
): string {
  const terminated = victims.filter(({ fate }) => fate === 'terminated');
  const ended = terminated.length > 0 || verdict === 'node-restarted' ? terminated : victims;
  switch (verdict) {
    case 'oom5-runtime-ceiling':
      return `${did(ended, 'ended by itself', 'ended by themselves')} after memory had grown, below the limit`;
    case 'killed-not-oom':
      return `Something other than memory killed ${names(ended)}`;
    case 'stopped':
      return did(ended, 'was told to stop', 'were told to stop');
    case 'crashed':
      return did(ended, 'crashed');
    case 'replaced':
      return did(ended, 'was replaced on purpose', 'were replaced on purpose');
    case 'node-restarted':
      return `The node ${isBack(file) ? 'restarted' : 'went down'}${ended.length > 0 ? `, and with it ${names(ended)}` : ''}`;
    case 'kubelet-restarted':
      return `Kubelet or runtime restarted, and found ${names(ended)} gone`;
  }
}

/** It was seen to start again, or what it had left behind was found then. */
function isBack({ evidence, ends }: Pick<CaseFile, 'evidence' | 'ends'>): boolean {
  return evidence.some(({ source }) => source === 'node_boot_time_seconds') || ends.some(wasFoundGone);
}

/** What the kernel and the kubelet did about then is told beside any other cause. */
function besides(victims: readonly Victim[]): string {
  const { killed, evicted } = acted(victims);
  const all = [
    ...(killed ? [`the kernel killed ${killed}`] : []),
    ...(evicted ? [`the kubelet evicted ${evicted}`] : []),
  ];
  return all.length > 0 ? `; about then ${all.join(', and ')}` : '';
}

/** That it was killed or evicted is known where only the line behind it is not. */
function unknownHeadline(victims: readonly Victim[]): string {
  const { killed, evicted } = acted(victims);
  const flagged = names(victims.filter((victim) => victim.fate === 'terminated' && isFlagged(victim)));
  if (killed) {
    return `The kernel killed ${killed}${evicted ? `, and the kubelet evicted ${evicted}` : ''}; at which limit, the data does not tell`;
  }
  if (evicted) {
    return `The kubelet evicted ${evicted}; for what, the data does not tell`;
  }
  if (flagged) {
    return `${flagged} ended with the flag OOMKilled; whether the kernel killed for memory, the data does not tell`;
  }
  return victims.length > 0
    ? `${did(victims, 'was lost', 'were lost')}, and the data does not tell why`
    : 'A container was lost, and the data does not tell why';
}

function acted(victims: readonly Victim[]): { readonly killed: string; readonly evicted: string } {
  const killed = victims.filter(({ fate }) => fate === 'oom-killed');
  const evicted = names(victims.filter(({ fate }) => fate === 'evicted'));
  const named = killed.filter((victim) => workloadOf(victim) !== undefined);
  const nameless = killed.length - named.length;
  const more = nameless > 0 ? [nameless === 1 ? 'a process' : `${nameless} processes`] : [];
  const who = [names(named), ...more.map((one) => `${one} that no source names`)].filter((part) => part !== '');
  return { killed: who.length > 0 ? `${who.join(' and ')} for memory` : '', evicted };
}

function who({ culprit }: Pick<Blame, 'culprit'>): string {
  switch (culprit.kind) {
    case 'outside-pods':
      return 'Something outside the pods';
    case 'pod':
      return workloadOf(culprit) ?? 'A pod';
    case 'unknown':
      return 'Something';
  }
}

/** `oom5 crashed twice`, `oom5 twice and web crashed`. */
function did(victims: readonly Victim[], one: string, many = one): string {
  const [first, ...others] = countNames(victims);
  return first && others.length === 0 ? `${first.name} ${one}${timesWord(first.count)}` : `${names(victims)} ${many}`;
}

/** `node-exporter three times and web`. */
function names(victims: readonly Victim[]): string {
  const all = countNames(victims).map(({ name, count }) => `${name}${timesWord(count)}`);
  return all.length > 1 ? `${all.slice(0, -1).join(', ')} and ${all[all.length - 1]}` : (all[0] ?? '');
}

function countNames(victims: readonly Victim[]): ReadonlyArray<{ readonly name: string; readonly count: number }> {
  const all = groupBy(victims, (victim) => workloadOf(victim) ?? 'a pod that no source names');
  return [...all].map(([name, row]) => ({
    name: sure(name, row.some(isInferred) ? 'likely' : undefined),
    count: row.length,
  }));
}

/** What happened, line by line. */
export function tellStory(told: Told): StoryLine[] {
  const lines = [...growthLines(told), ...lineCrossing(told), ...victimLines(told), ...afterLines(told)];
  return lines.sort((a, b) => a.at - b.at);
}

function growthLines({ file, data, blame: { culprit } }: Told): StoryLine[] {
  const { start } = boundsOf(file);
  const at = data.memory.times.find((time) => time >= start - GROWTH_WINDOW) ?? start;
  if (culprit.growth !== undefined && culprit.growth > STILL) {
    const text = `Over the minutes before, ${culpritName(culprit)} grew by ${formatRate(culprit.growth)}.`;
    return [{ at: Math.min(at, start), text }];
  }
  return OWN.includes(file.verdict) && culprit.kind === 'pod'
    ? [{ at: start, text: `No sample shows ${culpritName(culprit)} growing: it filled up between two scrapes.` }]
    : [];
}

const OWN: ReadonlyArray<CaseFile['verdict']> = ['oom1-container-limit', 'child-killed'];

function lineCrossing({ file, data }: Told): StoryLine[] {
  const { at, text } = reading(file, data) ?? {};
  return at === undefined || text === undefined ? [] : [{ at, text }];
}

/** The reading beside its line: the one that the verdict rests on where it rests on one, so that story and evidence show the same. */
function reading(file: CaseFile, data: ReviewData): StoryLine | undefined {
  const { start } = boundsOf(file);
  const last = nodeAt(data.memory, start);
  const told = (source: string, value: Bytes | undefined, line: Bytes | undefined): Reading | undefined =>
    readIn(file, source) ??
    (value !== undefined && line !== undefined
      ? { at: last.at ?? start, value: formatMiB(value), threshold: formatMiB(line) }
      : undefined);
  switch (file.verdict) {
    case 'oom2-allocatable-evicted': {
      const pods = told('podsWorkingSet', last.pods, last.podsEvictionLine);
      return (
        pods && said(pods, `The pods were last seen at ${pods.value}; beyond ${pods.threshold} the kubelet evicts.`)
      );
    }
    case 'oom4-kubepods-limit': {
      const pods = told('podsWorkingSet', last.pods, last.kubepodsLimit);
      return pods && said(pods, `The pods were last seen at ${pods.value}; at ${pods.threshold} the kernel kills.`);
    }
    case 'oom3-node-evicted':
    case 'node-exhausted': {
      const node = told('nodeAvailable', last.available, last.evictionHard);
      return (
        node &&
        said(node, `The node was last seen with ${node.value} available; below ${node.threshold} the kubelet evicts.`)
      );
    }
    case 'oom1-container-limit':
    case 'oom5-runtime-ceiling':
    case 'parent-limit':
    case 'child-killed':
    case 'killed-not-oom':
    case 'stopped':
    case 'crashed':
    case 'replaced':
    case 'node-restarted':
    case 'kubelet-restarted':
    case 'evicted-other':
    case 'unknown':
      return undefined;
  }
}

interface Reading {
  readonly at: EpochMs;
  readonly value: string;
  readonly threshold: string;
}

const said = ({ at }: Reading, text: string): StoryLine => ({ at, text });

/** The first reading of a curve that the evidence holds against its line. */
function readIn({ evidence }: CaseFile, source: string): Reading | undefined {
  const [first] = evidence
    .flatMap(({ source: from, speaks, at, value, threshold }) =>
      from === source && speaks === 'for' && value !== undefined && threshold !== undefined
        ? [{ at, value, threshold }]
        : []
    )
    .sort((a, b) => a.at - b.at);
  return first;
}

const DID: Readonly<Record<Victim['fate'], string>> = {
  evicted: 'The kubelet evicted',
  'oom-killed': 'The kernel killed',
  terminated: 'Ended:',
};

/** A line for each end, and one for many of the same. */
export function victimLines({ victims, blame }: Pick<Told, 'victims'> & { readonly blame: Grown }): StoryLine[] {
  const rows = groupBy(victims, (victim) => `${victim.fate} ${workloadName(victim)}`);
  return [...rows.values()].flatMap((row) => (row.length > MOST_TOLD ? tellRow(row, blame) : tellEach(row, blame)));
}

type Grown = Pick<Incident, 'culprit' | 'growths'>;

/** More ends of one container than this are summed up: a crash loop goes on for days. */
const MOST_TOLD = 6;

function tellRow(row: readonly Victim[], blame: Grown): StoryLine[] {
  const [first, ...others] = row;
  const rest = others.slice(0, -1);
  return [
    ...tellEach(
      [first, others[others.length - 1]].flatMap((one) => one ?? []),
      blame
    ),
    ...(first
      ? [
          {
            at: Math.min(...rest.map(({ earliest }) => earliest)),
            until: Math.max(...rest.map(({ latest }) => latest)),
            text: `${DID[first.fate]} ${workloadName(first)} ${rest.length} more times.`,
          },
        ]
      : []),
  ];
}

function tellEach(row: readonly Victim[], blame: Grown): StoryLine[] {
  return row.map((victim) => ({
    at: victim.earliest,
    ...(victim.latest - victim.earliest >= 1_000 && { until: victim.latest }),
    text: `${DID[victim.fate]} ${victimName(victim)}${victim.paidForAnother ? `, which ${hadGrown(victim, blame)}: it paid for another` : ''}.`,
  }));
}

/** With the numbers where it did grow, though not by what was taken: the table beside shows them as well. */
function hadGrown(victim: Victim, { culprit, growths }: Grown): string {
  const own = growths.find((one) => one.kind === 'pod' && isSamePod(one, victim))?.growth ?? 0;
  const against = culprit.growth === undefined ? '' : `, ${culpritName(culprit)} by ${formatRate(culprit.growth)}`;
  return own > STILL ? `had grown by no more than ${formatRate(own)}${against}` : 'had hardly grown';
}

function afterLines({ file, data }: Told): StoryLine[] {
  const { start, end } = boundsOf(file);
  const window = data.observed.pressure.find(
    ({ earliest, latest }) => earliest <= end + DELAY.standstill && latest >= start
  );
  return window?.ended && file.evictions.length > 0
    ? [{ at: window.latest, text: 'The kubelet reported that the memory pressure was over.' }]
    : [];
}
