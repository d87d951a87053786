import type { Dashboard } from '@grafana/grafana-foundation-sdk/dashboard';

import { buildFigure } from './parts/figure';
import { FIGURE_6 } from './parts/recordings';

/** OOM3 of the article: node available falls below eviction-hard, and pods pay for what no pod did. */
export const buildFigure6 = (): Dashboard =>
  buildFigure({
    uid: 'tidemark-figure-6',
    title: 'Figure 6: node available below eviction-hard',
    description:
      'A process outside all pods eats the memory of the node; the kubelet evicts innocent pods. Recorded on a real kubelet.',
    text:
      'In the recordings a process that belongs to no pod takes the node’s memory: **node available** (green) falls into the ' +
      'band below **eviction-hard**, while the pods (blue) stay flat. **The kubelet can evict pods only, so it evicts innocent ' +
      'ones**, and gains next to nothing by it. On any other node look for green in that band while blue stays flat.',
    view: 'node',
    incidents: FIGURE_6,
  });
