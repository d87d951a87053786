import { ASKED_TO_STOP } from '../sources/exitStatus';

import { exitsWith } from './endPredictions';
import { type Hypothesis } from './hypothesis';

export const STOPPED: Hypothesis = {
  verdict: 'stopped',
  about: ['end'],
  predictions: [
    exitsWith('143, 130 or 129', (code) => ASKED_TO_STOP.includes(code), {
      strength: 'names',
      rule: 'SIGTERM, SIGINT, SIGHUP: the process was asked to stop and did; a reason OOMKilled beside it is left over from a child (containerd keeps it)',
    }),
  ],
};
