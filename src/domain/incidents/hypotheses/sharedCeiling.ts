import { DELAY } from '../../events/delays';
import type { Kill } from '../../events/detectOomKills';
import type { ContainerEnd } from '../../events/eventsObserved';
import { touches } from '../../events/touches';
import { limitOf } from '../sources/containerLimit';
import { countedItem } from '../sources/evictionCount';
import { kubepodsLimit, nobodyFilled } from '../sources/kubepodsCgroup';
import { firstInReach } from '../sources/outsidePods';
import { isFar, ownLimit } from '../sources/ownCgroup';
import { isSamePod, tolerancesOf, type ReviewData } from '../reviewData';
import type { Evidence } from '../types';

import { SILENT, speaks, type Prediction, type Subject } from './hypothesis';

/** Whoever is killed without a limit of his own was killed at a shared one: that of all pods, or the node itself. */
export const OTHERS_TOO: Prediction = {
  predicts: 'others without a limit of their own are killed in the same seconds',
  source: 'kube_pod_container_status_last_terminated_*',
  rule: 'who has no limit is killed at a shared one (kernel mm/oom_kill.c, select_bad_process)',
  ask: (subject, data) => {
    const other = killedWith(subject, data).find((end) => limitOf(end, end.latest, data) === 'none');
    return other
      ? speaks('for', 'fits', {
          speaks: 'for',
          text: `${other.pod}, which has no limit, was killed in the same seconds`,
          source: 'kube_pod_container_status_last_terminated_timestamp',
          at: other.latest,
        })
      : SILENT;
  },
};

/** At the pods' limit it may be so as well, where many processes of one pod fill it: only below it does it tell. */
export const SEVERAL_DIE: Prediction = {
  predicts: 'pods of several workloads are killed in the same seconds, and all together were below their limit',
  source: 'kube_pod_container_status_last_terminated_*, container_memory_max_usage_bytes',
  rule: 'the kernel kills one after the other until enough is free (kernel mm/oom_kill.c, out_of_memory); what is outside the pods goes on',
  ask: (subject, data) => {
    const pods = podsKilledWith(subject, data);
    const isBelow = kubepodsLimit(subject, data).is === 'below' || nobodyFilled(subject, data) !== undefined;
    return doSeveralDie(subject, data) && isBelow ? speaks('for', 'fits', severalItem(pods.length, subject)) : SILENT;
  },
};

const SEVERAL = 3;

export const doSeveralDie = (subject: Subject, data: ReviewData): boolean =>
  podsKilledWith(subject, data).length >= SEVERAL;

/** Pods of one workload may take turns; several of more than one died together. */
function podsKilledWith(subject: Subject, data: ReviewData): string[] {
  const ends = [...(subject.end ? [subject.end] : []), ...killedWith(subject, data)];
  const workloads = new Set(ends.map((end) => workloadOf(end, data)));
  return workloads.size > 1 ? [...new Set(ends.map(({ namespace, pod }) => `${namespace}/${pod}`))] : [];
}

function workloadOf(end: ContainerEnd, { observed }: ReviewData): string {
  const owner = observed.pods.find((one) => isSamePod(one, end))?.owner;
  return `${end.namespace}/${owner && owner.kind !== 'none' ? `${owner.kind}/${owner.name}` : end.pod}`;
}

/** Containers of other pods that the kernel killed with this one: by exact times, or within one step of its count. */
function killedWith({ end, kill }: Subject, { observed }: ReviewData): ContainerEnd[] {
  const isTogether = (other: Kill, one: ContainerEnd) =>
    one.exact && end?.exact
      ? Math.abs(one.latest - end.latest) <= TOGETHER
      : other.rise !== undefined && other.rise === kill?.rise;
  return observed.kills.flatMap((other) =>
    end && kill && other.end && !isSamePod(other.end, end) && isTogether(other, other.end) ? [other.end] : []
  );
}

function severalItem(pods: number, { latest }: Subject): Evidence {
  return {
    speaks: 'for',
    text: `${pods} pods were killed in the same seconds`,
    source: 'kube_pod_container_status_last_terminated_timestamp',
    at: latest,
  };
}

/** Whoever is killed beside one without a limit was killed at a ceiling that they share. */
export const NO_OTHERS: Prediction = {
  predicts: 'nobody without a limit of their own is killed in the same seconds',
  source: 'kube_pod_container_status_last_terminated_*',
  rule: 'who has no limit is killed at a shared one (kernel mm/oom_kill.c, select_bad_process)',
  shared: true,
  ask: (subject, data) => {
    const others = OTHERS_TOO.ask(subject, data);
    return others.speaks === 'for' ? speaks('against', 'fits', ...others.evidence) : SILENT;
  },
};

/** The kubelet evicts for the ceiling that is short, in the same shortage, if it still gets to look. */
export function evictsUnder(signal: string): Prediction {
  return {
    predicts: `the kubelet evicts under ${signal} about then`,
    source: 'kubelet_evictions',
    rule: 'each ceiling has a threshold before it, with a signal of its own (K32 eviction/helpers.go:119)',
    ask: (subject, data) => {
      const { observed } = data;
      // Who may have come to a limit of his own, or is not known, may have been killed there while the kubelet evicted others.
      const own = subject.end && ownLimit(subject.end, subject, data);
      // Over a long silence an eviction is about then by chance.
      const isPlaced = subject.latest - subject.earliest <= tolerancesOf(data).narrow;
      if (!own || !isFar(own) || !isPlaced) {
        return SILENT;
      }
      const around = { earliest: subject.earliest - DELAY.podCleanup, latest: subject.latest + DELAY.podCleanup };
      const rise = observed.evictions.flatMap(({ rise: one }) => one ?? []).filter((one) => touches(one, around));
      const [first] = rise.filter((one) => one.signal === signal);
      return first && rise.every((one) => one.signal === signal) ? speaks('for', 'fits', countedItem(first)) : SILENT;
    },
  };
}

const UNDER_NODES = evictsUnder('memory.available');

/** Where the node's own threshold alone is met before, the node is nearer its end than the pods their limit. */
export const NOT_FOR_NODE: Prediction = {
  predicts: 'the kubelet does not evict under memory.available alone about then',
  source: 'kubelet_evictions',
  rule: 'each ceiling has a threshold before it, with a signal of its own (K32 eviction/helpers.go:119)',
  shared: true,
  ask: (subject, data) => {
    const forNode = UNDER_NODES.ask(subject, data);
    return forNode.speaks === 'for' && firstInReach(subject, data)?.is !== 'kubepods'
      ? speaks('against', 'fits', ...forNode.evidence)
      : SILENT;
  },
};

/** Seconds of one shortage: reports of the runtime's come so far apart. */
const TOGETHER = DELAY.runtimeReport;
