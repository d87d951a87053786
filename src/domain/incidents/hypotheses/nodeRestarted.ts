import type { Interval } from '../../events/eventsObserved';
import { touches } from '../../events/touches';
import { tolerancesOf, type ReviewData } from '../reviewData';
import { wasFoundGone, exitItem } from '../sources/exitStatus';
import { kernelCount, roseItem } from '../sources/kernelCount';
import { livedOn, startAfter, startItem } from '../sources/nodeStart';

import { silent, SILENT, speaks, type Hypothesis, type Prediction, type Subject } from './hypothesis';

const BOOTED: Prediction = {
  predicts: 'the node’s boot time moves, and nothing of it runs through',
  source: 'node_boot_time_seconds, container_memory_working_set_bytes',
  rule: 'everything on a node ends with it; what ended is found out when kubelet and runtime start again',
  ask: (subject, data) => {
    const start = subject.restart ?? startAfter('node', subject, data);
    if (start?.of === 'node') {
      return speaks('for', isFoundGone(subject) ? 'names' : 'measured', startItem(start));
    }
    const survivor = livedOn(subject, data);
    return survivor ? speaks('against', 'measured', survivor) : silent(BOOT_TIME);
  },
};

/** Nothing is known of its end but that it was gone afterwards. */
function isFoundGone({ end }: Subject): boolean {
  return !end || wasFoundGone(end) || (end.exitCode === undefined && end.reason === undefined && !end.exact);
}

const NOT_COUNTED: Prediction = {
  predicts: 'the kernel’s OOM killer counts none of what ends with the node',
  source: 'node_vmstat_oom_kill',
  rule: 'only the kernel’s OOM killer counts there (kernel mm/oom_kill.c), and a boot starts its count anew',
  shared: true,
  ask: (subject, data) => {
    const count = subject.end && !wasFoundGone(subject.end) ? kernelCount(subject, data) : undefined;
    return count?.says === 'rose'
      ? speaks('against', count.enough ? 'measured' : 'fits', roseItem(count.rise))
      : SILENT;
  },
};

const FOUND_GONE: Prediction = {
  predicts: 'its containers are found gone: 255, Unknown or ContainerStatusUnknown, several in the same seconds',
  source: 'kube_pod_container_status_last_terminated_*',
  rule: 'containerd writes 255 and Unknown for what it finds gone; the kubelet ContainerStatusUnknown for what it cannot find',
  ask: (subject, data) => {
    const { end } = subject;
    if (!end || !wasFoundGone(end)) {
      return SILENT;
    }
    const all = data.observed.ends.filter((other) => wasFoundGone(other) && touches(widened(other, data), subject));
    const pods = new Set(all.map(({ namespace, pod }) => `${namespace}/${pod}`));
    return pods.size > 1 ? speaks('for', 'fits', exitItem(end)) : SILENT;
  },
};

/** What belongs to one moment, when each source is seen so late. */
function widened({ earliest, latest }: Interval, data: ReviewData): Interval {
  const { fresh } = tolerancesOf(data);
  return { earliest: earliest - fresh, latest: latest + fresh };
}

const NOT_READY: Prediction = {
  predicts: 'the node’s Ready condition is unknown or false for a while',
  source: 'kube_node_status_condition{condition="Ready"}',
  rule: 'the node controller sets Unknown when the kubelet’s lease is not renewed for 40 s',
  shared: true,
  ask: (subject, data) => {
    const gone = data.observed.notReady.find((one) => touches(widened(one, data), subject));
    return gone
      ? speaks('for', 'fits', {
          speaks: 'for',
          text: `the node’s Ready condition was ${gone.status}`,
          source: 'kube_node_status_condition',
          at: gone.earliest,
        })
      : SILENT;
  },
};

const WENT_DOWN: Prediction = {
  predicts: 'the node is not ready, and nothing of it is sampled any more',
  source: 'container_memory_working_set_bytes, kube_node_status_condition{condition="Ready"}',
  rule: 'a node that is reclaimed ends its pods in order, and does not come back (K32 nodeshutdown_manager_linux.go)',
  ask: (subject, data) => {
    const { times } = data.memory;
    const { fresh } = tolerancesOf(data);
    const isDown = data.observed.notReady.some((one) => touches(widened(one, data), subject));
    const last = Math.max(...data.containers.flatMap(({ samples }) => samples[samples.length - 1]?.at ?? []));
    const isSilent = last <= subject.latest + fresh && (times[times.length - 1] ?? last) - last > 2 * fresh;
    return subject.end && isDown && Number.isFinite(last) && isSilent
      ? speaks('for', 'measured', {
          speaks: 'for',
          text: 'nothing of the node was sampled any more',
          source: 'container_memory_working_set_bytes',
          at: last,
        })
      : SILENT;
  },
};

const BOOT_TIME = { what: 'when the node was started', setting: 'run node_exporter and keep node_boot_time_seconds' };

export const NODE_RESTARTED: Hypothesis = {
  verdict: 'node-restarted',
  about: ['end', 'restart'],
  predictions: [BOOTED, WENT_DOWN, FOUND_GONE, NOT_COUNTED, NOT_READY],
};
