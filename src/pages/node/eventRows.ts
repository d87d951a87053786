import type { NodeEvent } from '../../domain/events';
import type { EpochMs } from '../../domain/units';

export interface EventRow {
  readonly id: string;
  readonly event: NodeEvent;
  readonly from: EpochMs;
  readonly to: EpochMs;
  /** `Evicted` */
  readonly what: string;
  /** `alloc-tests/alloc-mem-leak`, or the node when no source named a pod. */
  readonly who: string;
  /** Signal, exit code, reason: as far as any source told. */
  readonly why: string;
}

/** Events as rows, newest first. */
export function eventRows(events: readonly NodeEvent[]): readonly EventRow[] {
  return events
    .map((event) => ({
      id: event.id,
      event,
      from: event.earliest,
      to: event.latest,
      what: whatHappened(event),
      who: whomItHit(event),
      why: whyItHappened(event),
    }))
    .sort((a, b) => b.from - a.from);
}

function whatHappened(event: NodeEvent): string {
  switch (event.kind) {
    case 'eviction':
      return 'Evicted';
    case 'oom-kill':
      return 'OOM killed';
    case 'termination':
      return 'Terminated';
    case 'pressure':
      return event.ended ? 'Memory pressure' : 'Memory pressure, not over at the end of the range';
  }
}

function whomItHit(event: NodeEvent): string {
  if (event.kind === 'pressure') {
    return `node ${event.node}`;
  }
  const { namespace, pod, container } = event;
  if (pod === undefined) {
    return `on ${event.node}; no source named the pod`;
  }
  const path = namespace === undefined ? pod : `${namespace}/${pod}`;
  return container === undefined || container === pod ? path : `${path}, container ${container}`;
}

function whyItHappened(event: NodeEvent): string {
  switch (event.kind) {
    case 'eviction':
      return words([event.signal ?? 'signal unknown', event.qos]);
    case 'oom-kill':
      return words([exitOf(event), event.qos, processesOf(event.processes)]);
    case 'termination':
      return words([exitOf(event), event.qos]);
    case 'pressure':
      return 'the kubelet holds the condition for minutes after memory is back';
  }
}

function exitOf({ exitCode, reason }: { exitCode?: number; reason?: string }): string {
  const code = exitCode === undefined ? 'exit code unknown' : `exit ${exitCode}`;
  return reason === undefined ? code : `${code} (${reason})`;
}

function processesOf(processes: number | undefined): string | undefined {
  return processes !== undefined && processes > 1 ? `${processes} processes` : undefined;
}

function words(parts: ReadonlyArray<string | undefined>): string {
  return parts.filter((part) => part !== undefined).join(', ');
}
