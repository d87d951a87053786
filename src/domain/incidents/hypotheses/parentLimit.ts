import type { ContainerEnd } from '../../events/eventsObserved';
import { parentAtLimit } from '../parentLimit';
import type { Evidence } from '../types';

import { SILENT, speaks, type Hypothesis, type Prediction } from './hypothesis';
import { BY_SIGKILL, KERNEL_COUNTED, KERNEL_REPORT, NODE_HAS_ROOM } from './kernelPredictions';

const PARENT_REACHED: Prediction = {
  predicts: 'a cgroup above the container, outside Kubernetes, comes to its own limit as it ends',
  source: 'container_memory_max_usage_bytes of the cgroup above',
  rule: 'a Docker cgroup_parent or a systemd slice kills inside itself like any memory cgroup (kernel mm/memcontrol.c, mem_cgroup_out_of_memory)',
  ask: ({ kill, end }, data) => {
    const item = kill && parentAtLimit(kill, data);
    if (item) {
      return speaks('for', 'measured', item);
    }
    return end?.uid === undefined ? SILENT : speaks('against', 'measured', ofKubernetes(end));
  },
};

/** Above the cgroup of a pod that the API server knows are the kubelet’s own, whose limit is another cause. */
function ofKubernetes({ pod, latest }: ContainerEnd): Evidence {
  return {
    speaks: 'against',
    text: `${pod} is a pod of Kubernetes: the cgroups above it are the kubelet’s own`,
    source: 'kube_pod_info',
    at: latest,
  };
}

export const PARENT_LIMIT: Hypothesis = {
  verdict: 'parent-limit',
  about: ['end'],
  signal: 'memory limit of a parent cgroup',
  predictions: [KERNEL_COUNTED, BY_SIGKILL, PARENT_REACHED, NODE_HAS_ROOM, KERNEL_REPORT],
};
