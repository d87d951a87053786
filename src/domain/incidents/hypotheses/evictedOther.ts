import { SILENT, speaks, type Hypothesis, type Prediction } from './hypothesis';
import { KUBELET_RUNS } from './kernelPredictions';
import { countedUnder, NOT_RESTARTED, SAYS_EVICTED, UNDER_PRESSURE } from './evictionPredictions';

const NO_PRESSURE: Prediction = {
  predicts: 'the node reports no memory pressure',
  source: 'kube_node_status_condition{condition="MemoryPressure"}',
  rule: 'memory is looked at first, and its pressure reported before anything is evicted (K32 eviction/helpers.go:832)',
  shared: true,
  ask: (subject, data) => {
    const pressure = UNDER_PRESSURE.ask(subject, data);
    return pressure.speaks === 'for' ? speaks('against', 'fits', ...pressure.evidence) : SILENT;
  },
};

export const EVICTED_OTHER: Hypothesis = {
  verdict: 'evicted-other',
  about: ['eviction', 'end'],
  predictions: [
    countedUnder('the kubelet counts an eviction under a signal of disk or process ids', (signal) => !isMemory(signal)),
    SAYS_EVICTED,
    NO_PRESSURE,
    NOT_RESTARTED,
    KUBELET_RUNS,
  ],
};

function isMemory(signal: string): boolean {
  return signal === 'memory.available' || signal === 'allocatableMemory.available';
}
