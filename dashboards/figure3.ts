import type { Dashboard } from '@grafana/grafana-foundation-sdk/dashboard';

import { buildFigure } from './parts/figure';
import { FIGURE_3 } from './parts/recordings';

/** OOM2 of the article: pods exceed allocatable, and the kubelet evicts. */
export const buildFigure3 = (): Dashboard =>
  buildFigure({
    uid: 'tidemark-figure-3',
    title: 'Figure 3: pods exceed allocatable',
    description:
      'A pod leaks until all pods together pass allocatable; the kubelet evicts it. Recorded on a real kubelet.',
    text:
      'In the recordings a pod leaks: all pods together (blue) climb over **allocatable** (red line) into the hatched band, ' +
      'and there **the kubelet evicts it**, before the black zone where the kernel would kill. On any other node look for ' +
      'blue in that band. What stays dotted is a ghost: Prometheus repeats a gone container’s last value for up to five minutes.',
    view: 'pods',
    incidents: FIGURE_3,
  });
