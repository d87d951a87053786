import { selector } from '../../src/prometheus/promql';
import { maxByNode } from '../onNode';
import type { AlertRule } from '../rule';

export const nodeRestarted: AlertRule = {
  alert: 'TidemarkNodeRestarted',
  expr: `${maxByNode((node) => `changes(${selector('node_boot_time_seconds', node)}[15m])`)} > 0`,
  for: '0m',
  severity: 'info',
  summary: 'Node {{ $labels.node }} has restarted.',
  description:
    'The boot time of {{ $labels.node }} changed within the last 15 minutes. Every container ended with it. Whether memory was the reason shows on the minutes before.',
  page: 'incidents',
};
