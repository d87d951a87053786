import { formatMiB, formatRate } from '../formatBytes';
import { workloadOf } from '../headlineWorkload';

import { boundsOf, type CaseFile } from './caseFile';
import type { Blame } from './findCulprit';
import { nodeAt } from './nodeAt';
import type { ReviewData } from './reviewData';
import type { StoryLine, Victim } from './types';
import { culpritName, workloadName } from './verdictWords';

interface Told {
  readonly file: CaseFile;
  readonly data: ReviewData;
  readonly blame: Blame;
  readonly victims: readonly Victim[];
}

/** One sentence that says what happened and to whom. */
export function incidentHeadline({ file, blame, victims }: Told): string {
  const evicted = names(victims.filter(({ fate }) => fate === 'evicted'));
  const killed = names(victims.filter(({ fate }) => fate === 'oom-killed'));
  const ended = names(victims.filter(({ fate }) => fate === 'terminated'));
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
    case 'child-killed':
      return blame.culprit.kind === 'pod'
        ? `The kernel killed a process inside ${blame.culprit.pod}, which lived on`
        : 'The kernel killed a process that no container’s status shows';
    case 'oom5-runtime-ceiling':
      return `${ended} ended by itself after its memory had grown, below its limit`;
    case 'killed-not-oom':
      return `Something other than memory killed ${ended}`;
    case 'stopped':
      return `${ended} was told to stop`;
    case 'crashed':
      return `${ended} crashed`;
    case 'evicted-other':
      return `The kubelet evicted ${evicted} for ${file.signal ?? 'another reason'}, not for memory`;
    case 'unknown':
      return `${evicted || killed || ended || 'A container'} was lost, and the data does not tell why`;
  }
}

function who({ culprit }: Blame): string {
  switch (culprit.kind) {
    case 'outside-pods':
      return 'Something outside the pods';
    case 'pod':
      return workloadOf(culprit) ?? 'A pod';
    case 'unknown':
      return 'Something';
  }
}

function names(victims: readonly Victim[]): string {
  const counts = new Map<string, number>();
  victims.forEach((victim) => {
    const name = workloadOf(victim) ?? 'a pod that no source names';
    counts.set(name, (counts.get(name) ?? 0) + 1);
  });
  const all = [...counts].map(([name, count]) => (count > 1 ? `${name} (${count} times)` : name));
  return all.length > 1 ? `${all.slice(0, -1).join(', ')} and ${all[all.length - 1]}` : (all[0] ?? '');
}

/** What happened, line by line. */
export function tellStory(told: Told): StoryLine[] {
  const lines = [...growthLines(told), ...lineCrossing(told), ...victimLines(told), ...afterLines(told)];
  return lines.sort((a, b) => a.at - b.at);
}

function growthLines({ file, data, blame: { culprit } }: Told): StoryLine[] {
  const { start } = boundsOf(file);
  const at = data.memory.times.find((time) => time >= start - 600_000) ?? start;
  return culprit.growth !== undefined && culprit.growth > 0
    ? [
        {
          at: Math.min(at, start),
          text: `Over the minutes before, ${culpritName(culprit)} grew by ${formatRate(culprit.growth)}.`,
        },
      ]
    : [];
}

function lineCrossing({ file, data }: Told): StoryLine[] {
  const { start } = boundsOf(file);
  const { at = start, pods, podsEvictionLine, kubepodsLimit, available, evictionHard } = nodeAt(data.memory, start);
  switch (file.verdict) {
    case 'oom2-allocatable-evicted':
      return pods !== undefined && podsEvictionLine !== undefined
        ? [
            {
              at,
              text: `The pods were last seen at ${formatMiB(pods)}; beyond ${formatMiB(podsEvictionLine)} the kubelet evicts.`,
            },
          ]
        : [];
    case 'oom4-kubepods-limit':
      return pods !== undefined && kubepodsLimit !== undefined
        ? [
            {
              at,
              text: `The pods were last seen at ${formatMiB(pods)}; at ${formatMiB(kubepodsLimit)} the kernel kills.`,
            },
          ]
        : [];
    case 'oom3-node-evicted':
    case 'node-exhausted':
      return available !== undefined && evictionHard !== undefined
        ? [
            {
              at,
              text: `The node was last seen with ${formatMiB(available)} available; below ${formatMiB(evictionHard)} the kubelet evicts.`,
            },
          ]
        : [];
    case 'oom1-container-limit':
    case 'oom5-runtime-ceiling':
    case 'child-killed':
    case 'killed-not-oom':
    case 'stopped':
    case 'crashed':
    case 'evicted-other':
    case 'unknown':
      return [];
  }
}

const DID: Readonly<Record<Victim['fate'], string>> = {
  evicted: 'The kubelet evicted',
  'oom-killed': 'The kernel killed',
  terminated: 'Ended:',
};

function victimLines({ victims }: Told): StoryLine[] {
  return victims.map((victim) => ({
    at: victim.latest,
    text: `${DID[victim.fate]} ${workloadName(victim)}${victim.paidForAnother ? ', which had hardly grown: it paid for another' : ''}.`,
  }));
}

function afterLines({ file, data }: Told): StoryLine[] {
  const { start, end } = boundsOf(file);
  const window = data.observed.pressure.find(({ earliest, latest }) => earliest <= end + 60_000 && latest >= start);
  return window?.ended && file.evictions.length > 0
    ? [{ at: window.latest, text: 'The kubelet reported that the memory pressure was over.' }]
    : [];
}
