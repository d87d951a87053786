import { NODE } from '../../src/prometheus/ruleNames';
import type { AlertRule } from '../rule';

const used = `(${NODE.workingSet} - ${NODE.podsWorkingSet})`;
/** kubeReserved + systemReserved. Nodes that reserve nothing chose so, and a guessed limit says nothing of the reserve. */
const reserved = `(${NODE.capacity} - on (cluster,node) ${NODE.kubepodsLimit}{provenance="measured"} > 0)`;

export const reserveTooSmall: AlertRule = {
  alert: 'TidemarkReserveTooSmall',
  expr: `${used} > on (cluster,node) ${reserved}`,
  for: '15m',
  severity: 'info',
  summary: 'Node {{ $labels.node }} uses more outside its pods than is reserved.',
  description:
    'Outside the pods {{ $labels.node }} uses {{ $value | humanize1024 }}B, more than kubeReserved and systemReserved set aside. What is missing comes out of the eviction band: pods pay for it.',
  page: 'node',
};
