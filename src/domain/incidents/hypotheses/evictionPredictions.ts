import { DELAY } from '../../events/delays';
import { touches } from '../../events/touches';
import { podLabels, tolerancesOf, type ReviewData } from '../reviewData';
import { countedItem, evictionCount, EVICTION_COUNT, notCountedItem } from '../sources/evictionCount';
import { restartedItem } from '../sources/exitStatus';
import { isAtOwnLimit } from '../sources/ownCgroup';

import { silent, SILENT, speaks, type Prediction, type Subject } from './hypothesis';

/** The kubelet itself names the signal; whatever signal it names rules out the others. */
export function countedUnder(predicts: string, isOurs: (signal: string) => boolean): Prediction {
  return {
    predicts,
    source: 'kubelet_evictions',
    rule: 'the kubelet counts each eviction under its signal (K32 eviction/eviction_manager.go:434)',
    ask: (subject, data) => {
      const count = evictionCount(subject, data);
      switch (count.says) {
        case 'counted': {
          const { signal, base } = count.rise;
          if (signal === undefined) {
            return SILENT;
          }
          const item = countedItem(count.rise);
          const others = signalsBeside(subject, data);
          const isAlone = others.length === 0 && base !== 'assumed';
          if (isOurs(signal)) {
            return speaks('for', isAlone ? 'names' : others.some((one) => !isOurs(one)) ? 'fits' : 'measured', item);
          }
          return others.some(isOurs) ? SILENT : speaks('against', base === 'assumed' ? 'fits' : 'measured', item);
        }
        case 'stood still':
          return speaks('against', 'measured', notCountedItem(subject));
        case 'nothing':
          return data.observed.kubeletWatched && data.observed.evictionsCounted !== false
            ? SILENT
            : silent(EVICTION_COUNT);
      }
    },
  };
}

/** Other signals that were counted as well about then: which pod was evicted under which, a count does not say. */
function signalsBeside({ eviction, ...when }: Subject, { observed }: ReviewData): string[] {
  const around = { earliest: when.earliest, latest: when.latest + DELAY.podCleanup };
  return observed.evictions.flatMap(({ rise }) =>
    rise?.signal !== undefined && rise.signal !== eviction?.rise?.signal && touches(rise, around) ? [rise.signal] : []
  );
}

/** An evicted pod is failed, and never started again. */
export const NOT_RESTARTED: Prediction = {
  predicts: 'the container is not started again in the same pod',
  source: 'kube_pod_container_status_restarts_total',
  rule: 'an evicted pod has failed for good; its controller makes another (K32 eviction/eviction_manager.go:616)',
  shared: true,
  ask: ({ end }) => (end?.restarted === true ? speaks('against', 'measured', restartedItem(end)) : SILENT),
};

export const SAYS_EVICTED: Prediction = {
  predicts: 'the pod says that it was evicted',
  source: 'kube_pod_status_reason',
  rule: 'phase Failed, reason Evicted; a DaemonSet’s or StatefulSet’s pod is replaced before a scrape sees it (k/k#54525)',
  shared: true,
  ask: ({ eviction }) => {
    const seen = eviction?.namedBy === 'reason' ? eviction.pod?.evictedSeen : undefined;
    return seen
      ? speaks('for', 'fits', {
          speaks: 'for',
          text: `${eviction?.pod?.pod ?? 'the pod'} says ${seen.reason}`,
          source: 'kube_pod_status_reason',
          query: seen.query,
          ...(eviction?.pod && { about: podLabels(eviction.pod) }),
          at: seen.latest,
        })
      : SILENT;
  },
};

export const UNDER_PRESSURE: Prediction = {
  predicts: 'the node reports memory pressure',
  source: 'kube_node_status_condition{condition="MemoryPressure"}',
  rule: 'set when a threshold is met, before anything is evicted (K32 eviction/eviction_manager.go:321)',
  shared: true,
  ask: (subject, { observed: { pressure } }) => {
    const around = { earliest: subject.earliest - DELAY.standstill, latest: subject.latest + DELAY.standstill };
    const window = pressure.find((one) => touches(one, around));
    return window
      ? speaks('for', 'fits', {
          speaks: 'for',
          text: 'the node was under memory pressure',
          source: 'kube_node_status_condition',
          at: window.earliest,
        })
      : SILENT;
  },
};

/** Kills of the same minute whose ceiling could not be told may have had the same cause, and then evicting was not all. */
export const NOTHING_ELSE_ACTED: Prediction = {
  predicts: 'the kernel kills nothing besides, except at containers’ own limits',
  source: 'node_vmstat_oom_kill',
  rule: 'where the kubelet is too late the kernel kills at the limit behind its threshold',
  shared: true,
  ask: (subject, data) => {
    const beside = 2 * tolerancesOf(data).interval + DELAY.runtimeReport;
    const around = { earliest: subject.earliest - beside, latest: subject.latest + beside };
    const other = data.observed.kills.find(
      (kill) => touches(kill, around) && !(kill.end && isAtOwnLimit(kill.end, kill, data))
    );
    return other
      ? speaks('against', 'fits', {
          speaks: 'against',
          text: 'the kernel killed around then as well',
          source: 'node_vmstat_oom_kill',
          at: other.latest,
        })
      : SILENT;
  },
};
