import { mayFollowChild, SIGKILL } from '../../events/killLike';
import { isWithoutKubelet } from '../../node/noKubelet';
import { exitItem, EXIT_CODE } from '../sources/exitStatus';
import { kernelCount, KERNEL_LOG, OOM_COUNTER, roseItem, stoodStillItem } from '../sources/kernelCount';
import { nodeShortage } from '../sources/nodeShortage';

import { silent, SILENT, speaks, type Prediction } from './hypothesis';

/** Every kill by the kernel is counted, whatever ran out. */
export const KERNEL_COUNTED: Prediction = {
  predicts: 'the node’s count of OOM kills rises as it ends, and no other end accounts for it',
  source: 'node_vmstat_oom_kill',
  rule: 'kernel mm/oom_kill.c, __oom_kill_process: OOM_KILL is counted for each victim, of memory cgroups and of the node',
  shared: true,
  ask: (subject, data) => {
    const count = kernelCount(subject, data);
    switch (count.says) {
      case 'rose':
        return speaks('for', count.enough ? 'measured' : 'fits', roseItem(count.rise));
      case 'stood still':
        // A flag of the runtime's and a count of the kernel's that differ: one of them is wrong.
        return speaks('against', subject.end?.reason === 'OOMKilled' ? 'fits' : 'measured', stoodStillItem(count));
      case 'nothing':
        return count.read ? SILENT : silent(OOM_COUNTER);
    }
  },
};

/** The victim is killed by SIGKILL, and the runtime may or may not say OOMKilled; it says so of bystanders as well. */
export const BY_SIGKILL: Prediction = {
  predicts: 'the container ends with 137 (SIGKILL), or without a known code and flagged OOMKilled',
  source: 'kube_pod_container_status_last_terminated_exitcode, …_reason',
  rule: 'the kernel sends SIGKILL; containerd flags OOMKilled by its own event, which may come late or not at all (containerd#8893), and on cgroup v1 for a bystander; a code below 128 may be a parent’s that gave up after its child was killed',
  shared: true,
  ask: ({ end }, { memory }) => {
    if (!end) {
      return SILENT;
    }
    const { exitCode, reason } = end;
    if (exitCode !== undefined && exitCode !== SIGKILL) {
      return speaks('against', mayFollowChild(end) ? 'fits' : 'measured', exitItem(end));
    }
    if (exitCode === SIGKILL || reason === 'OOMKilled') {
      return speaks('for', 'fits', exitItem(end));
    }
    return isWithoutKubelet(memory) ? SILENT : silent(EXIT_CODE);
  },
};

/** Where the node has room, it is not the node that ran out. */
export const NODE_HAS_ROOM: Prediction = {
  predicts: 'the node had memory left: what ran out was a limit',
  source: 'node available, node_memory_MemAvailable_bytes',
  rule: 'a cgroup’s limit kills however much the node has left (kernel mm/memcontrol.c, mem_cgroup_out_of_memory)',
  shared: true,
  ask: (subject, data) => {
    const shortage = nodeShortage(subject, data);
    switch (shortage.is) {
      case 'room':
        return speaks('for', 'fits', shortage.item);
      // Where it may be going does not speak against a limit on the way there.
      case 'exhausted':
        return speaks('against', 'fits', shortage.item);
      case 'low':
        return SILENT;
      case 'unknown':
        return silent(shortage.missing);
    }
  },
};

/** Without a kubelet there is no kubepods cgroup, and nobody evicts. */
export const KUBELET_RUNS: Prediction = {
  predicts: 'a kubelet runs on the node',
  source: 'kube_node_info, kubelet_*',
  rule: 'only a kubelet makes a kubepods cgroup, and only a kubelet evicts',
  shared: true,
  ask: ({ latest }, { memory }) =>
    isWithoutKubelet(memory)
      ? speaks('against', 'measured', {
          speaks: 'against',
          text: 'no kubelet runs here',
          source: 'kubelet_node_name',
          at: latest,
        })
      : SILENT,
};

/** The log outranks every metric; without it, it is said. */
export const KERNEL_REPORT: Prediction = {
  predicts: 'the kernel’s report names the cgroup whose limit ran out',
  source: 'kernel log',
  rule: 'oom-kill:constraint=…, oom_memcg names the limit (kernel mm/oom_kill.c, dump_header)',
  shared: true,
  ask: () => silent(KERNEL_LOG),
};
