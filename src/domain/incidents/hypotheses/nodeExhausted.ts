import { nodeShortage } from '../sources/nodeShortage';
import { rootCount } from '../sources/rootCount';

import { silent, SILENT, speaks, type Hypothesis, type Prediction } from './hypothesis';
import { BY_SIGKILL, KERNEL_COUNTED, KERNEL_REPORT } from './kernelPredictions';

const AT_ROOT: Prediction = {
  predicts: 'cAdvisor counts an OOM kill at the root cgroup, while the node is short of memory',
  source: 'container_oom_events_total{id="/"}',
  rule: 'a global OOM is counted at / (cAdvisor manager.go, watchForNewOoms); so are those of a cpuset or memory policy, and old ones again when it starts',
  ask: (subject, data) => {
    const root = rootCount(subject, data);
    switch (root.is) {
      case 'rose': {
        const shortage = nodeShortage(subject, data);
        const isShort = shortage.is === 'exhausted';
        const items = shortage.is === 'unknown' ? [] : [shortage.item];
        return speaks('for', root.own && isShort ? 'names' : 'fits', root.item, ...items);
      }
      case 'stood still':
        return speaks('against', 'fits', root.item);
      case 'unread':
        return silent(root.missing);
    }
  },
};

const SHORT: Prediction = {
  predicts: 'the node has almost nothing left',
  source: 'node_memory_MemAvailable_bytes, node available',
  rule: 'the kernel kills anywhere when nothing can be reclaimed (kernel mm/page_alloc.c, __alloc_pages_may_oom)',
  ask: (subject, data) => {
    const shortage = nodeShortage(subject, data);
    switch (shortage.is) {
      case 'exhausted':
        return speaks('for', 'fits', shortage.item);
      // A node with room may still fall; the limit of the pods is on the way.
      case 'room':
        return shortage.falling ? SILENT : speaks('against', 'fits', shortage.item);
      case 'low':
        return shortage.falling ? speaks('for', 'fits', shortage.item) : SILENT;
      case 'unknown':
        return silent(shortage.missing);
    }
  },
};

export const NODE_EXHAUSTED: Hypothesis = {
  verdict: 'node-exhausted',
  about: ['end', 'count'],
  signal: 'node memory',
  predictions: [KERNEL_COUNTED, BY_SIGKILL, AT_ROOT, SHORT, KERNEL_REPORT],
};
