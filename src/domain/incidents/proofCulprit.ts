import { formatMemory } from '../quantity/formatBytes';
import { findMemoryHolders, type Holder, type MemoryHolders } from '../logs/memoryHolders';
import type { Bytes } from '../units';

import { isPod, type MatchedOom } from './proofMatch';
import { kernelLogLines } from './proofWords';
import type { Culprit, Evidence, Incident, Victim } from './types';
import { workloadName } from './verdictWords';

/** Who holds this share of what all processes held is the culprit, whatever grew beside it. */
const MOST = 0.5;
/** As the review counts who paid for another: less than a tenth. */
const LITTLE = 0.1;

/** The incident with what the kernel's table of processes says about who held the memory. */
export function withCulprit(incident: Incident, ooms: readonly MatchedOom[]): Incident {
  const seen = findSeen(ooms);
  if (!seen) {
    return incident;
  }
  const told: Incident = { ...incident, evidence: [...incident.evidence, evidenceOf(seen)] };
  const culprit = culpritOf(incident, seen);
  return culprit === undefined || isSame(culprit, incident.culprit) ? told : blame(told, culprit, seen);
}

interface Seen extends MemoryHolders {
  readonly oom: MatchedOom;
}

/** The whole node's table where there is one: a cgroup's has that cgroup's processes alone. */
function findSeen(ooms: readonly MatchedOom[]): Seen | undefined {
  const seen = ooms.flatMap((oom): readonly Seen[] => {
    const holders = findMemoryHolders(oom.report);
    return holders ? [{ ...holders, oom }] : [];
  });
  return seen.find(({ oom }) => oom.report.scope === 'node') ?? seen.find(({ oom }) => oom.report.scope === 'kubepods');
}

/** Undefined where no process held most, or where nothing names the pod of the one that did and the metrics agree so far. */
function culpritOf({ culprit, growths }: Incident, { largest, all, oom }: Seen): Culprit | undefined {
  if (largest.rss < MOST * all) {
    return undefined;
  }
  if (largest.place === 'outside-pods') {
    return {
      kind: 'outside-pods',
      confidence: 'likely',
      ...growthOf(growths.find(({ kind }) => kind === 'outside-pods')),
    };
  }
  if (largest.memcg !== undefined && oom.owner) {
    const { namespace, pod } = oom.owner;
    const growth = growths.find((one) => one.kind === 'pod' && isPod(one, { namespace, pod }));
    return { kind: 'pod', namespace, pod, confidence: 'likely', ...growthOf(growth) };
  }
  return largest.place === 'pods' && culprit.kind === 'outside-pods' ? { kind: 'unknown' } : undefined;
}

const growthOf = (growth: Incident['growths'][number] | undefined): Pick<Culprit, 'growth'> =>
  growth?.growth === undefined ? {} : { growth: growth.growth };

const isSame = (a: Culprit, b: Culprit): boolean =>
  a.kind === b.kind && (a.kind !== 'pod' || (a.pod === b.pod && (a.namespace ?? b.namespace) === b.namespace));

function blame(incident: Incident, culprit: Culprit, seen: Seen): Incident {
  const words = `By the log: ${holderWords(seen)} held ${formatMemory(seen.largest.rss)}`;
  return {
    ...incident,
    culprit,
    headline: [words, ...deeds(incident.victims)].join('; '),
    victims: incident.victims.map((victim) => ({ ...victim, paidForAnother: paid(victim, culprit, seen) })),
    story: [...incident.story, { at: seen.oom.at, text: `${words} when the kernel looked.` }].sort(
      (a, b) => a.at - b.at
    ),
    prevention: PREVENTION[culprit.kind],
  };
}

/** Advice for a culprit that the metrics did not see; that for theirs would mislead. */
const PREVENTION: Readonly<Record<Culprit['kind'], readonly string[]>> = {
  'outside-pods': [
    'Give what grew outside the pods a limit of its own (MemoryMax of its service), or reserve what it needs (system-reserved).',
  ],
  pod: ['Give the pod that held the memory a limit that fits it: then it is killed alone.'],
  unknown: [],
};

function paid(victim: Victim, culprit: Culprit, { oom, largest }: Seen): boolean {
  if (culprit.kind === 'unknown') {
    return victim.paidForAnother;
  }
  const isCulprit = culprit.kind === 'pod' && culprit.pod === victim.pod;
  const named = oom.owner !== undefined && isPod(victim, oom.owner);
  const rss = named ? (oom.report.victims[0]?.rss ?? undefined) : undefined;
  return !isCulprit && (rss === undefined ? victim.paidForAnother : rss < LITTLE * largest.rss);
}

function deeds(victims: readonly Victim[]): readonly string[] {
  const names = (fate: Victim['fate']) => [...new Set(victims.filter((one) => one.fate === fate).map(workloadName))];
  const [killed, evicted] = [names('oom-killed'), names('evicted')];
  return [
    ...(killed.length > 0 ? [`the kernel killed ${listed(killed)}`] : []),
    ...(evicted.length > 0 ? [`the kubelet evicted ${listed(evicted)}`] : []),
  ];
}

/** Names that a headline can hold. */
const NAMED = 3;

const listed = (names: readonly string[]): string =>
  names.length > NAMED
    ? `${names.slice(0, NAMED - 1).join(', ')} and ${names.length - NAMED + 1} more`
    : names.join(', ');

function evidenceOf(seen: Seen): Evidence {
  const { largest, all, outsidePods, oom } = seen;
  const outside = oom.report.scope === 'node' ? `, ${formatMemory(outsidePods)} of it outside the pods` : '';
  return {
    speaks: 'context',
    text: `The kernel’s table of processes: ${holderWords(seen)} held the most, ${share(largest.rss, all)} of what all processes in it held${outside}.`,
    source: kernelLogLines(oom.report),
    value: formatMemory(largest.rss),
    at: oom.at,
  };
}

const share = (part: Bytes, whole: Bytes): string => `${formatMemory(part)} of ${formatMemory(whole)}`;

function holderWords({ largest, oom }: Seen): string {
  return `${largest.name} (pid ${largest.pid}), ${placeWords(largest, oom)},`;
}

function placeWords({ place, memcg, oomScoreAdj }: Holder, { owner }: MatchedOom): string {
  switch (place) {
    case 'outside-pods':
      return memcg === undefined
        ? `outside the pods by its oom_score_adj of ${oomScoreAdj}`
        : `in ${memcg}, which belongs to no pod`;
    case 'pods':
      return memcg !== undefined && owner ? `of ${workloadName(owner)}` : 'in a pod that nothing names';
    case 'unknown':
      return 'of which nothing tells whose it is';
  }
}
