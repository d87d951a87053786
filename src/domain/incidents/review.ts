import type { NodeEvent } from '../events';
import type { Interval } from '../eventsObserved';
import type { Bytes, EpochMs } from '../units';

import { boundsOf, gap, type CaseFile } from './caseFile';
import { findCulprit, isTooFast, paidForAnother, type Blame } from './findCulprit';
import { judgeEnds } from './judgeEnds';
import { isMemorySignal, judgeEvictions } from './judgeEvictions';
import { judgeKills } from './judgeKills';
import { nodeAt } from './nodeAt';
import { prevention } from './prevention';
import { projectGrowth } from './projectGrowth';
import type { ReviewData } from './reviewData';
import { tellBlindSpots } from './tellBlindSpots';
import { incidentHeadline, tellStory } from './tellStory';
import { MEMORY_VERDICTS, type Incident, type Victim } from './types';

/** Everything that happened to one node in the data, each incident once, with its verdict and what it rests on. */
export function review(data: ReviewData): Incident[] {
  return openCases(data)
    .map((file) => asIncident(file, data))
    .sort((a, b) => a.start - b.start);
}

/** An eviction that falls into the kernel's kills at a shared ceiling is part of that incident, and the other way round. */
function openCases(data: ReviewData): CaseFile[] {
  const { evictions } = data.observed;
  const memory = evictions.filter(({ rise }) => isMemorySignal(rise?.signal));
  const kills = judgeKills(data, memory);
  const ofKills = new Set(kills.flatMap((file) => file.evictions));
  const judged = judgeEvictions(evictions, data);
  const merged = kills.map((file) => mergeEvictions(file, judged));
  const apart = judged
    .filter((file) => !file.evictions.some((eviction) => ofKills.has(eviction)))
    .map((file) => doubtBeside(file, kills));
  return [...merged, ...apart, ...judgeEnds(data)];
}

/** Kills in the same minute whose ceiling could not be told may have had the same cause, and then evicting was not all. */
function doubtBeside(file: CaseFile, kills: readonly CaseFile[]): CaseFile {
  const beside = kills.some(
    (other) =>
      other.verdict !== 'oom1-container-limit' &&
      file.evictions.some((eviction) => other.kills.some((kill) => gap(kill, eviction) <= 90_000))
  );
  return beside && file.confidence === 'certain'
    ? { ...file, confidence: 'likely', rule: `${file.rule}, but the kernel killed around then as well` }
    : file;
}

/** Where the kubelet was already evicting for the node's memory, what the kernel then killed belongs to that. */
function mergeEvictions(file: CaseFile, judged: readonly CaseFile[]): CaseFile {
  const own = judged.filter((other) => other.evictions.some((eviction) => file.evictions.includes(eviction)));
  const node = own.find((other) => other.verdict === 'oom3-node-evicted');
  const evictions = [...new Set([...file.evictions, ...own.flatMap((other) => other.evictions)])];
  const evidence = [...own.flatMap((other) => other.evidence), ...file.evidence];
  return node && file.verdict === 'node-exhausted'
    ? { ...file, ...pickRuling(node), evictions, evidence, missing: [...node.missing, ...file.missing] }
    : { ...file, evictions, evidence };
}

function pickRuling({
  verdict,
  confidence,
  rule,
  signal,
}: CaseFile): Pick<CaseFile, 'verdict' | 'confidence' | 'rule' | 'signal'> {
  return { verdict, confidence, rule, signal };
}

function asIncident(file: CaseFile, data: ReviewData): Incident {
  const blame = findCulprit(file, data);
  const victims = victimsOf(file, data, blame);
  const { start, end } = boundsOf(file);
  const { node, cluster } = data.memory.identity;
  const { evictionHard, kubepodsLimit, podsEvictionLine } = nodeAt(data.memory, start);
  const band =
    kubepodsLimit !== undefined && podsEvictionLine !== undefined ? kubepodsLimit - podsEvictionLine : evictionHard;
  const tooFast = SHARED.includes(file.verdict) ? isTooFast(blame.culprit.growth, band) : undefined;
  const projection = projectGrowth(file, data);
  const told = { file, data, blame, victims };
  const unseen = tellBlindSpots(file, blame.culprit, data);
  return {
    id: idOf(file, node, cluster),
    ...(cluster !== undefined && { cluster }),
    node,
    start,
    end,
    verdict: file.verdict,
    memory: MEMORY_VERDICTS.some((verdict) => verdict === file.verdict),
    confidence: file.confidence,
    confidenceRule: file.rule,
    race: file.race,
    ...(file.signal !== undefined && { signal: file.signal }),
    headline: incidentHeadline(told),
    victims,
    culprit: blame.culprit,
    growths: blame.growths.slice(0, MOST_GROWN).map(({ bytes: _, ...growth }) => growth),
    ...(tooFast !== undefined && { tooFastToEvict: tooFast }),
    ...(projection && { projection }),
    story: [...tellStory(told), ...unseen.map(({ line }) => line)].sort((a, b) => a.at - b.at),
    evidence: [...file.evidence, ...unseen.map(({ evidence }) => evidence)],
    missing: file.missing,
    prevention: prevention(file, data, blame),
    events: eventsOf(file, data.observed.events, { start, end }),
  };
}

const MOST_GROWN = 10;
const SHARED: ReadonlyArray<CaseFile['verdict']> = [
  'oom2-allocatable-evicted',
  'oom3-node-evicted',
  'oom4-kubepods-limit',
  'node-exhausted',
];

function victimsOf(file: CaseFile, data: ReviewData, blame: Blame): Victim[] {
  const qosOf = (pod: { namespace: string; pod: string }) => {
    const qos = data.containers.find((one) => one.namespace === pod.namespace && one.pod === pod.pod && one.qos)?.qos;
    return qos ? { qos } : {};
  };
  const reached = { verdict: file.verdict, atLeast: unseenGrowth(file, data) };
  const evicted = file.evictions.map(({ pod, namedBy, earliest, latest }): Victim => ({
    fate: 'evicted',
    ...(pod && { namespace: pod.namespace, pod: pod.pod, ...qosOf(pod) }),
    earliest,
    latest,
    ...(namedBy === 'reason' && { reason: 'Evicted' }),
    paidForAnother: pod !== undefined && paidForAnother(pod, blame, reached),
  }));
  const killed = file.kills.flatMap(({ end, earliest, latest }): Victim[] => {
    // A child's death leaves the container alive; a kill nobody can name still happened.
    const named =
      end ?? (file.own?.pod === undefined ? undefined : { ...file.own, exitCode: undefined, reason: undefined });
    return [
      {
        fate: 'oom-killed',
        ...(named && { namespace: named.namespace, pod: named.pod, container: named.container }),
        ...(end && qosOf(end)),
        earliest,
        latest,
        ...(end?.exitCode !== undefined && { exitCode: end.exitCode }),
        ...(end?.reason !== undefined && { reason: end.reason }),
        paidForAnother: end !== undefined && paidForAnother(end, blame, reached),
      },
    ];
  });
  const ended = file.ends.map(({ namespace, pod, container, earliest, latest, exitCode, reason }): Victim => ({
    fate: 'terminated',
    namespace,
    pod,
    container,
    ...qosOf({ namespace, pod }),
    earliest,
    latest,
    ...(exitCode !== undefined && { exitCode }),
    ...(reason !== undefined && { reason }),
    paidForAnother: false,
  }));
  return [...evicted, ...killed, ...ended].sort((a, b) => a.latest - b.latest);
}

/** What was left below the shared limit when the pods were last seen: somebody took at least that. */
function unseenGrowth(file: CaseFile, { memory }: ReviewData): Bytes {
  const { pods, kubepodsLimit, podsEvictionLine } = nodeAt(memory, boundsOf(file).start);
  const ceiling = file.verdict === 'oom4-kubepods-limit' ? (kubepodsLimit ?? podsEvictionLine) : undefined;
  return pods === undefined || ceiling === undefined ? 0 : Math.max(0, ceiling - pods);
}

/** The events of the case's own kinds within it, and the pressure around it. */
function eventsOf(
  file: CaseFile,
  events: readonly NodeEvent[],
  { start, end }: { start: EpochMs; end: EpochMs }
): NodeEvent[] {
  const own: Interval[] = [...file.evictions, ...file.kills, ...file.ends];
  return events.filter((event) =>
    event.kind === 'pressure'
      ? file.evictions.length > 0 && gap(event, { earliest: start, latest: end }) <= 60_000
      : own.some((one) => one.earliest === event.earliest && one.latest === event.latest)
  );
}

/** Stable over reloads: what it is, of whom, and the minute it was seen first. */
function idOf(file: CaseFile, node: string, cluster: string | undefined): string {
  const first = [...file.evictions, ...file.kills, ...file.ends].sort((a, b) => a.latest - b.latest)[0];
  const time = new Date(Math.floor((first?.latest ?? 0) / 60_000) * 60_000)
    .toISOString()
    .slice(0, 16)
    .replace(/[-:]/g, '');
  const kind = file.verdict.split('-')[0];
  const who = file.own?.pod ?? '';
  return [cluster, node, time, kind, who].filter((part) => part !== undefined && part !== '').join('-');
}
