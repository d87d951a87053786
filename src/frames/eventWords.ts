import type { NodeEvent } from '../domain/events/events';
import type { EpochMs } from '../domain/units';

import { EVENT_WORDS } from './vocabulary';

/** An event in plain words, not yet escaped for HTML. */
export interface EventWords {
  /** `Evicted: alloc-mem-leak` */
  readonly title: string;
  /** One line for each thing known. */
  readonly lines: readonly string[];
}

/** `processes` as `processWords` says them of all events together: a count that several kills share is told once. */
export function eventWords(event: NodeEvent, processes: string | undefined): EventWords {
  return {
    title: [EVENT_WORDS[event.kind].happened, subject(event)].join(': '),
    lines: [...facts(event), ...known([['killed', processes]]), whenWords(event)],
  };
}

/** The pod and container, or the node where no source named a pod. */
function subject(event: NodeEvent): string {
  if (event.kind === 'pressure') {
    return event.node;
  }
  const { pod, container } = event;
  return pod ? [pod, ...(container && container !== pod ? [container] : [])].join(' / ') : `a pod on ${event.node}`;
}

function facts(event: NodeEvent): readonly string[] {
  switch (event.kind) {
    case 'eviction':
      return known([...workload(event), ['signal', event.signal]]);
    case 'oom-kill':
      return known([...workload(event), ['exit code', event.exitCode], ['reason', event.reason]]);
    case 'termination':
      return known([...workload(event), ['exit code', event.exitCode], ['reason', event.reason]]);
    case 'pressure':
      return known([['node', event.node]]);
  }
}

type Fact = readonly [name: string, value: string | number | undefined];

function workload(event: Exclude<NodeEvent, { kind: 'pressure' }>): readonly Fact[] {
  const { namespace, container, qos } = event;
  return [
    ['namespace', namespace],
    ['container', container],
    ['QoS', qos],
  ];
}

function known(facts: readonly Fact[]): readonly string[] {
  return facts.flatMap(([name, value]) => (value === undefined ? [] : [`${name}: ${value}`]));
}

function whenWords(event: NodeEvent): string {
  const { earliest, latest } = event;
  if (event.kind === 'pressure') {
    return `from ${clock(earliest)} ${event.ended ? `to ${clock(latest)} UTC` : 'UTC, not over yet'}`;
  }
  return earliest === latest ? `at ${clock(latest)} UTC` : `between ${clock(earliest)} and ${clock(latest)} UTC`;
}

function clock(time: EpochMs): string {
  return new Date(time).toISOString().slice(11, 19);
}
