import { formatMiB } from '../../quantity/formatBytes';
import { nodeAt } from '../nodeAt';

import { SILENT, speaks, type Hypothesis, type Prediction } from './hypothesis';
import { KUBELET_RUNS } from './kernelPredictions';
import { countedUnder, NOTHING_ELSE_ACTED, NOT_RESTARTED, SAYS_EVICTED, UNDER_PRESSURE } from './evictionPredictions';

const SIGNAL = 'memory.available';

const NODE_BELOW_LINE: Prediction = {
  predicts: 'the node’s available memory falls below eviction-hard',
  source: 'node available',
  rule: 'memory.available = capacity − working set of the root cgroup (K32 eviction/helpers_others.go:27)',
  ask: (subject, data) => {
    const { at, available, evictionHard } = nodeAt(data.memory, subject.latest);
    if (at === undefined || available === undefined || evictionHard === undefined || available >= evictionHard) {
      return SILENT;
    }
    const item = {
      speaks: 'for' as const,
      text: `node available last seen at ${formatMiB(available)}`,
      source: 'nodeAvailable',
      ...(data.queries.available !== undefined && { query: data.queries.available }),
      value: formatMiB(available),
      threshold: formatMiB(evictionHard),
      at,
    };
    const known = subject.eviction?.rise ?? UNDER_PRESSURE.ask(subject, data).speaks === 'for';
    // Below the line for certain, where the pods may only be near theirs.
    return known ? speaks('for', subject.eviction?.rise ? 'fits' : 'measured', item) : SILENT;
  },
};

export const OOM3: Hypothesis = {
  verdict: 'oom3-node-evicted',
  about: ['eviction', 'end'],
  signal: SIGNAL,
  predictions: [
    countedUnder('the kubelet counts an eviction under memory.available', (signal) => signal === SIGNAL),
    SAYS_EVICTED,
    UNDER_PRESSURE,
    NODE_BELOW_LINE,
    NOT_RESTARTED,
    KUBELET_RUNS,
    NOTHING_ELSE_ACTED,
  ],
};
