import { SIGKILL } from '../../events/killLike';
import { ASKED_TO_STOP, exitItem, wasFoundGone } from '../sources/exitStatus';

import { exitsWith, KERNEL_SILENT } from './endPredictions';
import { SILENT, speaks, type Hypothesis, type Prediction } from './hypothesis';

const SEEN_TO_END: Prediction = {
  predicts: 'the runtime saw it end',
  source: 'kube_pod_container_status_last_terminated_reason',
  rule: 'containerd writes 255 and Unknown for a container that it finds gone when it starts',
  shared: true,
  ask: ({ end }) => (end && wasFoundGone(end) ? speaks('against', 'measured', exitItem(end)) : SILENT),
};

export const CRASHED: Hypothesis = {
  verdict: 'crashed',
  about: ['end'],
  predictions: [
    exitsWith(
      'a code of its own: not 0, 137, 143, 130 or 129',
      (code) => code !== 0 && code !== SIGKILL && !ASKED_TO_STOP.includes(code),
      { rule: 'an exit code above 128 is a signal; below it is the program’s own (kubernetes.io, debug-application)' }
    ),
    SEEN_TO_END,
    KERNEL_SILENT,
  ],
};
