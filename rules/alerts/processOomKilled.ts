import { METRIC } from '../../src/prometheus/metrics';
import { selector } from '../../src/prometheus/promql';
import { maxByNode } from '../onNode';
import type { AlertRule } from '../rule';

/** Also children of containers that lived on, which no status shows (kubernetes-mixin#822), and processes outside all pods. */
export const processOomKilled: AlertRule = {
  alert: 'TidemarkProcessOomKilled',
  expr: `${maxByNode((node) => `increase(${selector(METRIC.vmstatOomKill, node)}[10m])`)} > 0`,
  for: '0m',
  severity: 'info',
  summary: 'The kernel of {{ $labels.node }} killed a process for memory.',
  description:
    'Within the last ten minutes the kernel of {{ $labels.node }} OOM-killed at least one process. It may be a child of a container that lived on, or run outside all pods: then no pod shows it.',
  page: 'incidents',
};
