import type { Restart } from '../../events/eventsObserved';
import type { ReviewData } from '../reviewData';
import { exitItem, wasFoundGone } from '../sources/exitStatus';
import { bootedWithin, startAfter, startItem } from '../sources/nodeStart';

import { silent, SILENT, speaks, type Hypothesis, type Prediction } from './hypothesis';
import { KUBELET_RUNS } from './kernelPredictions';

const STARTED: Prediction = {
  predicts: 'the kubelet’s process is another, in the same boot of the node',
  source: 'process_start_time_seconds, node_boot_time_seconds',
  rule: 'what ended while kubelet or runtime were down is found gone when they start',
  ask: (subject, data) => {
    const { end } = subject;
    if (!end || !wasFoundGone(end)) {
      return end?.exitCode !== undefined || end?.reason !== undefined
        ? speaks('against', 'measured', exitItem(end))
        : SILENT;
    }
    const start = startAfter('kubelet', subject, data);
    const booted = startAfter('node', subject, data);
    if (start && !booted) {
      return speaks('for', isOneBoot(start, data) ? 'names' : 'fits', startItem(start));
    }
    return booted ? speaks('against', 'measured', startItem(booted)) : silent(START_TIME);
  },
};

/** The node's page, with its boot time, was read before and after, and shows no boot in between. */
function isOneBoot({ earliest, latest }: Restart, data: ReviewData): boolean {
  const { samples } = data.observed.oomTrack;
  const before = samples.filter(({ at }) => at <= earliest).pop();
  const after = samples.find(({ at }) => at >= latest);
  return (
    data.observed.bootKnown === true &&
    before !== undefined &&
    after !== undefined &&
    !bootedWithin({ earliest: before.at, latest: after.at }, data)
  );
}

const START_TIME = {
  what: 'when the kubelet was started',
  setting: 'scrape /metrics of the kubelet and keep process_start_time_seconds',
};

export const KUBELET_RESTARTED: Hypothesis = {
  verdict: 'kubelet-restarted',
  about: ['end'],
  predictions: [STARTED, KUBELET_RUNS],
};
