import { formatMiB } from '../../quantity/formatBytes';
import { nodeAt } from '../nodeAt';

import { SILENT, speaks, type Hypothesis, type Prediction } from './hypothesis';
import { KUBELET_RUNS } from './kernelPredictions';
import { countedUnder, NOTHING_ELSE_ACTED, NOT_RESTARTED, SAYS_EVICTED, UNDER_PRESSURE } from './evictionPredictions';

const SIGNAL = 'allocatableMemory.available';

const PODS_AT_LINE: Prediction = {
  predicts: 'the pods’ working set comes to the line at which the kubelet evicts them',
  source: 'pods’ working set',
  rule: 'allocatableMemory.available = kubepods limit − working set of kubepods, below eviction-hard (K32 eviction/helpers.go:850)',
  ask: (subject, data) => {
    const { at, pods, podsEvictionLine } = nodeAt(data.memory, subject.latest);
    if (at === undefined || pods === undefined || podsEvictionLine === undefined) {
      return SILENT;
    }
    const item = {
      speaks: 'for' as const,
      text: `pods last seen at ${formatMiB(pods)}`,
      source: 'podsWorkingSet',
      ...(data.queries.pods !== undefined && { query: data.queries.pods }),
      value: formatMiB(pods),
      threshold: formatMiB(podsEvictionLine),
      at,
    };
    // Without a count it takes the pressure as well: pods stand near their line for days on a well used node.
    const isNear = pods > podsEvictionLine * NEAR;
    return isNear && (subject.eviction?.rise || isUnderPressure(subject, data)) ? speaks('for', 'fits', item) : SILENT;
  },
};

/** The rest may have come between two scrapes. */
const NEAR = 0.95;

function isUnderPressure(...asked: Parameters<typeof UNDER_PRESSURE.ask>): boolean {
  return UNDER_PRESSURE.ask(...asked).speaks === 'for';
}

export const OOM2: Hypothesis = {
  verdict: 'oom2-allocatable-evicted',
  about: ['eviction', 'end'],
  signal: SIGNAL,
  predictions: [
    countedUnder('the kubelet counts an eviction under allocatableMemory.available', (signal) => signal === SIGNAL),
    SAYS_EVICTED,
    UNDER_PRESSURE,
    PODS_AT_LINE,
    NOT_RESTARTED,
    KUBELET_RUNS,
    NOTHING_ELSE_ACTED,
  ],
};
