import type { NodeEvent } from '../../domain/events/events';
import { processWords } from '../../domain/events/processWords';
import type { EpochMs } from '../../domain/units';
import { EVENT_WORDS } from '../../frames/vocabulary';

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
  const processes = processWords(events);
  return events
    .map((event) => ({
      id: event.id,
      event,
      from: event.earliest,
      to: event.latest,
      what: whatHappened(event),
      who: whomItHit(event),
      why: whyItHappened(event, processes.get(event.id)),
    }))
    .sort((a, b) => b.from - a.from);
}

function whatHappened(event: NodeEvent): string {
  const { happened } = EVENT_WORDS[event.kind];
  return event.kind === 'pressure' && !event.ended ? `${happened}, not over at the end of the range` : happened;
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

function whyItHappened(event: NodeEvent, processes: string | undefined): string {
  switch (event.kind) {
    case 'eviction':
      return words([event.signal ?? 'signal unknown', event.qos]);
    case 'oom-kill':
      return words([exitOf(event), event.qos, processes]);
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

function words(parts: ReadonlyArray<string | undefined>): string {
  return parts.filter((part) => part !== undefined).join(', ');
}
