import type { NodeEventKind } from '../domain/events/events';
import type { NodeLineName } from '../domain/lines/nodeLines';

import type { FieldName } from './names';

/** What a person calls each curve and line, in the chart, in Explore, in tables and on pages. */
export const LINE_WORDS: Readonly<Record<FieldName | NodeLineName, string>> = {
  nodeAvailable: 'node available',
  nodeWorkingSet: 'node working set',
  podsWorkingSet: 'pods working set',
  podsGhost: 'pods with ghosts',
  capacity: 'capacity',
  reserved: 'reserved',
  hugepages: 'hugepages',
  kubepodsLimit: 'kubepods limit',
  podsEvictionLine: 'pods eviction line',
  allocatable: 'allocatable',
  evictionHard: 'eviction-hard',
};

interface KindWords {
  /** `Evicted web` */
  readonly happened: string;
  /** `2 evictions`, `1 eviction` */
  readonly one: string;
  readonly many: string;
}

/** What a person calls each kind of event, wherever it is told. */
export const EVENT_WORDS: Readonly<Record<NodeEventKind, KindWords>> = {
  eviction: { happened: 'Evicted', one: 'eviction', many: 'evictions' },
  'oom-kill': { happened: 'OOM-killed', one: 'OOM kill', many: 'OOM kills' },
  termination: { happened: 'Ended', one: 'other end', many: 'other ends' },
  pressure: { happened: 'Memory pressure', one: 'memory pressure', many: 'memory pressure' },
};
