import { exitItem, EXIT_CODE } from '../sources/exitStatus';
import { kernelCount, OOM_COUNTER, roseItem, stoodStillItem } from '../sources/kernelCount';
import { isAnotherAtLimit } from '../sources/podAtLimit';

import type { Rise } from '../../events/eventsObserved';
import { touches } from '../../events/touches';
import type { ReviewData } from '../reviewData';

import { silent, SILENT, speaks, type Prediction, type Subject } from './hypothesis';

/** An exit code speaks for whoever uses it, and against all others. */
export function exitsWith(
  codes: string,
  isOurs: (exitCode: number) => boolean,
  how: { readonly strength?: 'names' | 'fits'; readonly shared?: true; readonly rule: string }
): Prediction {
  const { strength = 'fits', rule, shared } = how;
  return {
    predicts: `the container ends with ${codes}`,
    source: 'kube_pod_container_status_last_terminated_exitcode',
    rule,
    ...(shared && { shared }),
    ask: ({ end }) => {
      if (end?.exitCode === undefined) {
        return silent(EXIT_CODE);
      }
      return isOurs(end.exitCode)
        ? speaks('for', strength, exitItem(end))
        : speaks('against', 'measured', exitItem(end));
    },
  };
}

/** Nothing that the kernel's OOM killer did not do is counted by it. */
export const KERNEL_SILENT: Prediction = {
  predicts: 'the node’s count of OOM kills stands still',
  source: 'node_vmstat_oom_kill',
  rule: 'only the kernel’s OOM killer counts there (kernel mm/oom_kill.c)',
  shared: true,
  ask: (subject, data) => {
    const count = kernelCount(subject, data);
    switch (count.says) {
      case 'stood still':
        return speaks('for', 'measured', stoodStillItem(count));
      case 'rose':
        return speaks(
          'against',
          count.alone && isItsOwn(count.rise, subject, data) ? 'measured' : 'fits',
          roseItem(count.rise)
        );
      case 'nothing':
        return count.read ? SILENT : silent(OOM_COUNTER);
    }
  },
};

/** It ended while the kernel counted, not a little before or after, and nobody else gave a reason to count. */
function isItsOwn(rise: Rise, { end }: Subject, data: ReviewData): boolean {
  return !end || (touches(end, rise) && !isAnotherAtLimit(end, rise, data));
}
