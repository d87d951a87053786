import { nodeAt, type NodeAt } from '../incidents/nodeAt';
import type { Incident, Verdict } from '../incidents/types';
import type { NodeLines } from '../lines/nodeLines';
import type { NodeMemory } from '../node/nodeMemory';
import { formatMiB, formatRate } from '../quantity/formatBytes';
import { MiB, type Bytes, type BytesPerSecond, type DurationMs } from '../units';

import { stretchesBeyond, watchedBy, type Beyond } from './crossings';

export type ReplayOutcome = 'would-not' | 'earlier' | 'unchanged' | 'unknown';

/** What other settings would have made of an incident, as far as the recorded curves tell. */
export interface Replayed {
  readonly incident: Incident;
  readonly outcome: ReplayOutcome;
  /** By how much the kubelet would have acted earlier; with `earlier` only. */
  readonly earlierBy?: DurationMs;
  readonly because: string;
}

export interface Replay {
  readonly incidents: readonly Replayed[];
  /** Where nothing happened, and the kubelet would have evicted. */
  readonly added: readonly Beyond[];
}

/** The kubelet looks every ten seconds (K32 kubelet.go:167), at statistics that are up to ten more old (cAdvisor's housekeeping). */
const LOOK: DurationMs = 10_000;
const SURELY_SEEN: DurationMs = 2 * LOOK;
/** Less than this per second is standing still. */
const STILL: BytesPerSecond = 0.05 * MiB;
/** After the last event of an incident its evictions still free memory. */
const AFTER: DurationMs = 120_000;

/**
 * Holds the recorded curves against other lines. What was recorded ends with each eviction and kill: whether a leak would have
 * gone on beyond is known to nobody, and said so.
 */
export function replay(memory: NodeMemory, incidents: readonly Incident[], tried: NodeLines): Replay {
  const ofMemory = incidents.filter((incident) => incident.memory);
  const beyond = beyondTried(memory, tried);
  return {
    incidents: ofMemory.map((incident) => replayed(incident, { memory, tried, beyond })),
    added: beyond
      .filter((stretch) => !ofMemory.some((incident) => touches(stretch, incident, memory.step)))
      .filter((stretch) => !wasBeyond(memory, stretch)),
  };
}

function beyondTried(memory: NodeMemory, { podsEvictionLine, evictionHard }: NodeLines): readonly Beyond[] {
  const lines = { podsEvictionLine: podsEvictionLine?.value, evictionHard: evictionHard?.value };
  return watchedBy(memory, lines)
    .flatMap((watched) => stretchesBeyond(memory, watched))
    .sort((a, b) => a.from - b.from);
}

interface Context {
  readonly memory: NodeMemory;
  readonly tried: NodeLines;
  readonly beyond: readonly Beyond[];
}

const LINES_DECIDE: ReadonlySet<Verdict> = new Set<Verdict>([
  'oom2-allocatable-evicted',
  'oom3-node-evicted',
  'oom4-kubepods-limit',
  'node-exhausted',
]);

function replayed(incident: Incident, context: Context): Replayed {
  if (!LINES_DECIDE.has(incident.verdict)) {
    return {
      incident,
      outcome: 'unchanged',
      because: 'A limit of its own decided, and no reserve or threshold moves that.',
    };
  }
  const { memory, tried } = context;
  const before = nodeAt(memory, incident.start);
  const isNode = incident.verdict === 'oom3-node-evicted' || incident.verdict === 'node-exhausted';
  if ((isNode ? before.available : before.pods) === undefined) {
    return {
      incident,
      outcome: 'unknown',
      because: `${isNode ? 'What was available on the node' : 'What the pods used'} was not sampled before it.`,
    };
  }
  if (isSame(before, tried)) {
    return { incident, outcome: 'unchanged', because: 'The lines are the same.' };
  }
  const lead = leadOf(incident, context, before);
  return lead ? led(incident, lead, context) : notReached(incident, before, context, isNode);
}

const isSame = ({ podsEvictionLine, evictionHard, kubepodsLimit }: NodeAt, tried: NodeLines): boolean =>
  podsEvictionLine === tried.podsEvictionLine?.value &&
  evictionHard === tried.evictionHard?.value &&
  kubepodsLimit === tried.kubepodsLimit?.value;

interface Lead {
  readonly beyond: Beyond;
  /** Before the old lines were crossed, or before the incident where that fell between two samples. */
  readonly earlierBy: DurationMs;
  /** Before the incident's first event. */
  readonly until: DurationMs;
}

/** The stretch beyond the tried lines that led into the incident, and how much sooner it began. */
function leadOf(incident: Incident, { memory, beyond }: Context, before: NodeAt): Lead | undefined {
  const into = (stretches: readonly Beyond[]) =>
    stretches
      .filter(({ from, to }) => from <= incident.start && to >= incident.start - slack(memory))
      .sort((a, b) => a.from - b.from)[0];
  const first = into(beyond);
  if (!first) {
    return undefined;
  }
  const old = into(watchedBy(memory, before).flatMap((watched) => stretchesBeyond(memory, watched)));
  return { beyond: first, earlierBy: (old?.from ?? incident.start) - first.from, until: incident.start - first.from };
}

/** The last sample may be so old when it happened. */
const slack = ({ step, scrapeInterval }: NodeMemory): DurationMs => 2.5 * Math.max(step, scrapeInterval);

const WORDS: Readonly<Record<Beyond['signal'], string>> = {
  'allocatableMemory.available': 'the pods would have been above their line',
  'memory.available': 'the node would have been below eviction-hard',
};

/** The tried lines were crossed before it. */
function led(incident: Incident, { beyond, earlierBy, until }: Lead, { memory }: Context): Replayed {
  const isKill = incident.verdict === 'oom4-kubepods-limit' || incident.verdict === 'node-exhausted';
  const what = `${WORDS[beyond.signal]} ${seconds(until)} before it`;
  if (beyond.begunUnseen && memory.times[0] !== beyond.from) {
    return {
      incident,
      outcome: 'unknown',
      because: `By the first sample after a gap ${what}; when they crossed it was not sampled.`,
    };
  }
  const atLeast = beyond.begunUnseen ? 'at least ' : '';
  if (earlierBy < LOOK) {
    return {
      incident,
      outcome: 'unchanged',
      because: `Then ${what}: within one look of the kubelet (10 s) of when it was.`,
    };
  }
  if (isKill && until < SURELY_SEEN) {
    return {
      incident,
      outcome: 'unknown',
      because: `Then ${what}: the kubelet looks every 10 s at statistics up to 10 s old, and may or may not have evicted before the kernel killed.`,
    };
  }
  if (incident.verdict === 'node-exhausted') {
    return {
      incident,
      outcome: 'unknown',
      because: `The kubelet would have begun to evict ${atLeast}${seconds(earlierBy)} earlier; whether what that frees had been enough cannot be told.`,
    };
  }
  return {
    incident,
    outcome: 'earlier',
    earlierBy,
    because: isKill
      ? `As an eviction instead of a kill: ${what}, time enough for the kubelet’s 10 s loop.`
      : `Then ${what}${atLeast === '' ? '' : ', or longer: the range begins with it'}.`,
  };
}

/** The tried lines were not seen crossed: they lie beyond what was recorded, or it fell between two samples. */
function notReached(incident: Incident, before: NodeAt, { tried }: Context, isNode: boolean): Replayed {
  const room = roomOf(incident.verdict, before, tried);
  const growth = incident.culprit.growth;
  if (room === undefined) {
    return { incident, outcome: 'unknown', because: 'The line that was crossed is not known.' };
  }
  if (room === 0) {
    return sameLine(incident, before, tried);
  }
  if (room < 0) {
    return growth !== undefined && growth > STILL
      ? fellBetween(incident, -room, growth)
      : {
          incident,
          outcome: 'unknown',
          because: 'Its line would have been crossed earlier, between two samples: how much is not known.',
        };
  }
  const line = isNode ? 'eviction-hard would have been lower' : 'the line would have been higher';
  if (growth === undefined) {
    return {
      incident,
      outcome: 'unknown',
      because: `${capital(line)} by ${formatMiB(room)}; whether memory would have grown on to it is not known.`,
    };
  }
  if (growth <= STILL) {
    return {
      incident,
      outcome: 'would-not',
      because: `${capital(line)} by ${formatMiB(room)}, and memory stood still below it.`,
    };
  }
  return {
    incident,
    outcome: 'unknown',
    because: `${capital(line)} by ${formatMiB(room)}: at ${formatRate(growth)} that is reached ${seconds((room / growth) * 1000)} later, if it had grown on. The ${isKill(incident) ? 'kill' : 'eviction'} ended what was recorded.`,
  };
}

/** The line that was crossed stays; what may change is whether the kubelet gets to look before the kernel's limit. */
function sameLine(incident: Incident, before: NodeAt, { podsEvictionLine, kubepodsLimit }: NodeLines): Replayed {
  const growth = incident.culprit.growth;
  const [was, then] = [
    bandOf(before.podsEvictionLine, before.kubepodsLimit),
    bandOf(podsEvictionLine?.value, kubepodsLimit?.value),
  ];
  if (incident.verdict !== 'oom4-kubepods-limit' || was === undefined || then === undefined || then <= was) {
    return { incident, outcome: 'unchanged', because: 'The line that was crossed stays where it is.' };
  }
  const band = `Below the kubepods limit, which stays, the band in which the kubelet evicts would have been ${formatMiB(then)} instead of ${formatMiB(was)}`;
  if (growth === undefined || growth <= STILL) {
    return { incident, outcome: 'unknown', because: `${band}; how fast the pods passed it was not sampled.` };
  }
  const lasts = (then / growth) * 1000;
  const passed = `${band}: at ${formatRate(growth)} it is passed in ${seconds(lasts)}, and the kubelet looks every 10 s`;
  return lasts < LOOK
    ? { incident, outcome: 'unchanged', because: `${passed}: too fast still.` }
    : { incident, outcome: 'unknown', because: `${passed}. No sample lies in it.` };
}

const bandOf = (line: Bytes | undefined, limit: Bytes | undefined): Bytes | undefined =>
  line === undefined || limit === undefined ? undefined : limit - line;

const isKill = ({ verdict }: Incident): boolean => verdict === 'oom4-kubepods-limit' || verdict === 'node-exhausted';

function fellBetween(incident: Incident, sooner: Bytes, growth: BytesPerSecond): Replayed {
  const earlierBy = (sooner / growth) * 1000;
  const by = `by its growth of ${formatRate(growth)}: no sample lies between the two lines`;
  return earlierBy < LOOK
    ? {
        incident,
        outcome: 'unchanged',
        because: `Its line would have been crossed ${seconds(earlierBy)} earlier, ${by}. The kubelet looks every 10 s.`,
      }
    : { incident, outcome: 'earlier', earlierBy, because: `Computed ${by}.` };
}

/** How much further the line lies than it did; negative where it lies nearer. */
function roomOf(verdict: Verdict, before: NodeAt, tried: NodeLines): Bytes | undefined {
  const apart = (now: Bytes | undefined, then: Bytes | undefined) =>
    now === undefined || then === undefined ? undefined : then - now;
  if (verdict === 'oom2-allocatable-evicted') {
    return apart(before.podsEvictionLine, tried.podsEvictionLine?.value);
  }
  return verdict === 'oom4-kubepods-limit'
    ? apart(before.kubepodsLimit, tried.kubepodsLimit?.value)
    : // What is available sinks: a lower threshold is further away.
      apart(tried.evictionHard?.value, before.evictionHard);
}

const touches = ({ from, to }: Beyond, { start, end }: Incident, step: DurationMs): boolean =>
  to >= start - AFTER - step && from <= end + AFTER;

/** Then the kubelet looked at the same: what it did is among the incidents, or it did nothing. */
function wasBeyond(memory: NodeMemory, stretch: Beyond): boolean {
  const lines = nodeAt(memory, stretch.from);
  return watchedBy(memory, lines)
    .filter(({ signal }) => signal === stretch.signal)
    .flatMap((watched) => stretchesBeyond(memory, watched))
    .some(({ from, to }) => from <= stretch.from + LOOK && to >= stretch.from);
}

/** `18 s`, `12 min`: as exact as samples allow. */
export function seconds(duration: DurationMs): string {
  const whole = Math.round(duration / 1000);
  return whole < 180 ? `${whole} s` : `${Math.round(whole / 60)} min`;
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

const REPLAY_WORDS: Readonly<Record<ReplayOutcome, string>> = {
  'would-not': 'would not have happened',
  earlier: 'would have happened earlier',
  unchanged: 'unchanged',
  unknown: 'cannot be told',
};

/** `would have happened 18 s earlier` */
export const outcomeWords = ({ outcome, earlierBy }: Pick<Replayed, 'outcome' | 'earlierBy'>): string =>
  outcome === 'earlier' && earlierBy !== undefined
    ? `would have happened ${seconds(earlierBy)} earlier`
    : REPLAY_WORDS[outcome];
