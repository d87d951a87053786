import { DELAY } from '../../events/delays';
import { limitOf } from '../sources/containerLimit';
import { countedItem } from '../sources/evictionCount';
import { touches } from '../sources/kernelCount';
import { isAtOwnLimit } from '../sources/ownCgroup';

import { SILENT, speaks, type Prediction } from './hypothesis';

/** Whoever is killed without a limit of his own was killed at a shared one: that of all pods, or the node itself. */
export const OTHERS_TOO: Prediction = {
  predicts: 'others without a limit of their own are killed in the same seconds',
  source: 'kube_pod_container_status_last_terminated_*',
  rule: 'who has no limit is killed at a shared one (kernel mm/oom_kill.c, select_bad_process)',
  ask: (subject, data) => {
    const other = data.observed.kills.find(
      ({ end }) =>
        end &&
        subject.end &&
        (end.pod !== subject.end.pod || end.namespace !== subject.end.namespace) &&
        touches({ earliest: end.earliest - TOGETHER, latest: end.latest + TOGETHER }, subject) &&
        limitOf(end, end.latest, data) === 'none'
    );
    return other?.end
      ? speaks('for', 'fits', {
          speaks: 'for',
          text: `${other.end.pod}, which has no limit, was killed in the same seconds`,
          source: 'kube_pod_container_status_last_terminated_timestamp',
          at: other.end.latest,
        })
      : SILENT;
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
      if (subject.end && isAtOwnLimit(subject.end, subject, data)) {
        return SILENT;
      }
      const around = { earliest: subject.earliest - DELAY.podCleanup, latest: subject.latest + DELAY.podCleanup };
      const rise = observed.evictions.flatMap(({ rise: one }) => one ?? []).filter((one) => touches(one, around));
      const [first] = rise.filter((one) => one.signal === signal);
      return first && rise.every((one) => one.signal === signal) ? speaks('for', 'fits', countedItem(first)) : SILENT;
    },
  };
}

/** Seconds of one shortage: reports of the runtime's come so far apart. */
const TOGETHER = 30_000;
