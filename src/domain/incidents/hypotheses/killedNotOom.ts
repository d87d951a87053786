import { SIGKILL } from '../../events/killLike';
import { kernelCount, stoodStillItem } from '../sources/kernelCount';

import { exitsWith, KERNEL_SILENT } from './endPredictions';
import { SILENT, speaks, type Hypothesis, type Prediction } from './hypothesis';

const ACQUITTED: Prediction = {
  predicts: 'the node’s count of OOM kills is read before and after, in one boot, and is the same',
  source: 'node_vmstat_oom_kill',
  rule: 'SIGKILL by anybody else: a liveness probe past its grace period, kubectl exec kill, the runtime',
  ask: (subject, data) => {
    if (subject.end?.exitCode !== SIGKILL) {
      return SILENT;
    }
    const count = kernelCount(subject, data);
    return count.says === 'stood still' ? speaks('for', 'measured', stoodStillItem(count)) : SILENT;
  },
};

export const KILLED_NOT_OOM: Hypothesis = {
  verdict: 'killed-not-oom',
  about: ['end'],
  predictions: [
    exitsWith('137 (SIGKILL)', (code) => code === SIGKILL, {
      shared: true,
      rule: '137 = 128 + SIGKILL, and does not say who sent it',
    }),
    KERNEL_SILENT,
    ACQUITTED,
  ],
};
