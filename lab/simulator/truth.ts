import type { Cause, Fact, PodRef } from './facts';
import type { World } from './world';

/** One entry of the ground truth, in the form of the recordings' labels.json. */
export interface TruthIncident {
  readonly id: string;
  readonly scenario: string;
  readonly startMs: number;
  readonly endMs: number;
  readonly node: string;
  readonly kind: 'oom-kill' | 'eviction' | 'termination' | 'node-restart';
  readonly signal: string | null;
  readonly victims: readonly TruthVictim[];
  readonly verdict: string;
  /** Others that the data alone also allow. */
  readonly accept?: readonly string[];
  readonly maxConfidence?: 'possible';
  readonly memory: boolean;
  /** Null where nobody's growth explains most of the rise. */
  readonly culpritRef: {
    readonly kind: 'pod' | 'outside-pods';
    readonly namespace?: string;
    readonly pod?: string;
  } | null;
  readonly paidForAnother: readonly string[];
  readonly race?: boolean;
}

export interface TruthVictim {
  readonly namespace: string;
  readonly pod: string;
  readonly container?: string;
  readonly qos: string;
  readonly atMs: number;
  readonly exitCode?: number;
  readonly reason?: string;
  readonly oomMemcg?: string;
  readonly taskMemcg?: string;
  readonly message?: string;
}

export interface Truth {
  readonly node: string;
  readonly capacityBytes: number;
  readonly allocatableBytes: number;
  readonly kubepodsLimitBytes: number;
  readonly evictionHardBytes: number;
  readonly conditions: ReadonlyArray<{ readonly type: string; readonly status: string; readonly atMs: number }>;
  readonly incidents: readonly TruthIncident[];
}

/** What a review of the world ought to find. */
export function truthOf({ scenario, facts, lines }: World): Truth {
  const name = scenario.node.name;
  const drafts = facts.flatMap((fact) => draftOf(fact));
  const groups = group(drafts);
  const incidents = groups.map((all, i) => incidentOf(all, { i, scenario: scenario.name, node: name }));
  return {
    node: name,
    capacityBytes: lines.capacity,
    allocatableBytes: lines.allocatable,
    kubepodsLimitBytes: lines.kubepodsLimit,
    evictionHardBytes: lines.thresholds.find(({ soft }) => !soft)?.bytes ?? 0,
    conditions: facts.flatMap((fact) =>
      fact.kind === 'pressure' ? [{ type: 'MemoryPressure', status: fact.status, atMs: fact.at }] : []
    ),
    incidents: incidents.map((one) => withNeighbours(one, incidents)),
  };
}

interface Draft {
  readonly verdict: string;
  readonly accept: readonly string[];
  readonly kind: TruthIncident['kind'];
  readonly memory: boolean;
  readonly at: number;
  readonly until: number;
  /** Drafts of one key belong together when they are no further apart than `within`. */
  readonly key: string;
  readonly within: number;
  readonly signal?: string;
  readonly victim?: TruthVictim;
  readonly cause: Cause;
  readonly paid: boolean;
  readonly onlyPossible?: boolean;
}

const MINUTE = 60_000;

function draftOf(fact: Fact): Draft[] {
  switch (fact.kind) {
    case 'eviction':
      return [evictionDraft(fact)];
    case 'oom-kill':
      return fact.pod || fact.scope === 'node' ? [oomDraft(fact)] : [];
    case 'end':
      return endDraft(fact);
    case 'node-restart':
      return [
        {
          ...PLAIN,
          verdict: 'node-restarted',
          kind: 'node-restart',
          at: fact.at,
          until: fact.until,
          key: 'node-restart',
        },
      ];
    case 'pressure':
    case 'kubelet-restart':
    case 'deleted':
      return [];
  }
}

const PLAIN = { accept: [], memory: false, within: 0, cause: { kind: 'nobody' }, paid: false } as const;

function evictionDraft(fact: Extract<Fact, { kind: 'eviction' }>): Draft {
  const { at, signal, both, pod, message, cause, paidForAnother } = fact;
  const isMemory = signal === 'memory.available' || signal === 'allocatableMemory.available';
  const ofNode = signal === 'memory.available';
  const verdict = !isMemory ? 'evicted-other' : ofNode ? 'oom3-node-evicted' : 'oom2-allocatable-evicted';
  return {
    verdict,
    accept: both ? [ofNode ? 'oom2-allocatable-evicted' : 'oom3-node-evicted'] : [],
    kind: 'eviction',
    memory: isMemory,
    at,
    until: at,
    key: `eviction ${signal}`,
    within: 4 * MINUTE,
    signal,
    victim: { ...of(pod), atMs: at, message },
    cause,
    paid: paidForAnother,
  };
}

function oomDraft(fact: Extract<Fact, { kind: 'oom-kill' }>): Draft {
  const { at, scope, pod, container, ended, limitOf, taskMemcg, cause, paidForAnother } = fact;
  const own = scope === 'container' || scope === 'pod';
  const verdict = !own
    ? scope === 'node'
      ? 'node-exhausted'
      : 'oom4-kubepods-limit'
    : ended
      ? 'oom1-container-limit'
      : 'child-killed';
  return {
    verdict,
    // With the group everything dies, whichever task was chosen.
    accept: own && ended && fact.processes > 1 ? ['child-killed'] : [],
    kind: 'oom-kill',
    memory: true,
    at,
    until: at,
    key: own ? `${verdict} ${pod?.namespace}/${pod?.pod} ${container}` : verdict,
    within: own ? 12 * MINUTE : 2 * MINUTE,
    signal: own ? 'container memory limit' : scope === 'node' ? 'node memory' : 'kubepods memory limit',
    ...(pod && {
      victim: {
        ...of(pod),
        ...(container && { container }),
        atMs: at,
        ...(limitOf && { oomMemcg: limitOf }),
        taskMemcg,
      },
    }),
    cause,
    paid: paidForAnother,
  };
}

/** Ends by OOM, eviction, deletion or with the node belong to what caused them. */
function endDraft(fact: Extract<Fact, { kind: 'end' }>): Draft[] {
  const { at, pod, container, cause, exitCode, reason, grew } = fact;
  const verdict = (): { verdict: string; accept?: string[]; memory?: boolean; onlyPossible?: boolean } | undefined => {
    switch (cause) {
      case 'oom':
      case 'eviction':
      case 'delete':
      case 'shutdown':
      case 'node-restart':
        return undefined;
      case 'sigkill':
        return { verdict: 'killed-not-oom', accept: ['unknown'] };
      case 'sigterm':
      case 'liveness':
        return exitCode === 137
          ? { verdict: 'killed-not-oom', accept: ['unknown'] }
          : exitCode === 0
            ? undefined
            : endedBy(exitCode);
      case 'itself':
        return exitCode === 0
          ? undefined
          : grew && [3, 132, 133, 134, 135, 136, 139].includes(exitCode)
            ? { verdict: 'oom5-runtime-ceiling', accept: ['crashed'], memory: true, onlyPossible: true }
            : exitCode === 137
              ? { verdict: 'killed-not-oom', accept: ['unknown'] }
              : endedBy(exitCode);
    }
  };
  const found = verdict();
  return found
    ? [
        {
          ...PLAIN,
          ...found,
          accept: found.accept ?? [],
          memory: found.memory ?? false,
          kind: 'termination',
          at,
          until: at,
          key: `${found.verdict} ${pod.namespace}/${pod.pod} ${container}`,
          within: 12 * MINUTE,
          victim: { ...of(pod), container, atMs: at, exitCode, reason },
          cause: found.memory ? { kind: 'pod', namespace: pod.namespace, pod: pod.pod } : { kind: 'nobody' },
        },
      ]
    : [];
}

function endedBy(exitCode: number): { verdict: string } {
  return { verdict: [143, 130, 129].includes(exitCode) ? 'stopped' : 'crashed' };
}

function of({ namespace, pod, qos }: PodRef) {
  return { namespace, pod, qos };
}

function group(drafts: readonly Draft[]): Draft[][] {
  const groups: Draft[][] = [];
  for (const draft of [...drafts].sort((a, b) => a.at - b.at)) {
    const open = groups.find((all) => {
      const last = all[all.length - 1];
      return last && last.key === draft.key && draft.at - last.until <= draft.within;
    });
    open ? open.push(draft) : groups.push([draft]);
  }
  return groups;
}

function incidentOf(
  all: readonly Draft[],
  { i, scenario, node }: { i: number; scenario: string; node: string }
): TruthIncident {
  const [first] = all;
  if (!first) {
    throw new Error('an incident without anything that happened');
  }
  const culprit = mostNamed(all.map(({ cause }) => cause));
  const accept = [...new Set(all.flatMap((one) => one.accept))];
  return {
    id: `${scenario}-${i + 1}`,
    scenario,
    startMs: first.at,
    endMs: Math.max(...all.map(({ until }) => until)),
    node,
    kind: first.kind,
    signal: first.signal ?? null,
    victims: all.flatMap(({ victim }) => victim ?? []),
    verdict: first.verdict,
    ...(accept.length > 0 && { accept }),
    ...(first.onlyPossible && { maxConfidence: 'possible' as const }),
    memory: first.memory,
    culpritRef: culprit.kind === 'nobody' ? null : culprit,
    paidForAnother: [...new Set(all.flatMap(({ paid, victim }) => (paid && victim ? [victim.pod] : [])))],
  };
}

function mostNamed(causes: readonly Cause[]): Cause {
  const keys = causes.map((cause) => JSON.stringify(cause));
  const count = (key: string) => keys.filter((one) => one === key).length;
  const [most] = [...keys].sort((a, b) => count(b) - count(a));
  return most === undefined ? { kind: 'nobody' } : (JSON.parse(most) as Cause);
}

const SHARED = ['oom2-allocatable-evicted', 'oom3-node-evicted', 'oom4-kubepods-limit', 'node-exhausted'];

/** Kills and evictions of one shortage, seconds apart, are one story that either may head. */
function withNeighbours(incident: TruthIncident, all: readonly TruthIncident[]): TruthIncident {
  const near = (other: TruthIncident, ms: number) =>
    other !== incident && other.startMs - ms <= incident.endMs && other.endMs + ms >= incident.startMs;
  if (!SHARED.includes(incident.verdict)) {
    return incident;
  }
  const pairs = all.filter(
    (other) => SHARED.includes(other.verdict) && other.verdict !== incident.verdict && near(other, 150_000)
  );
  const accept = [...new Set([...(incident.accept ?? []), ...pairs.map(({ verdict }) => verdict)])];
  const race = all.some(
    (other) => other.kind !== incident.kind && SHARED.includes(other.verdict) && near(other, 30_000)
  );
  return { ...incident, ...(accept.length > 0 && { accept }), ...(race && { race }) };
}
