import type { Confidence, Incident, Victim } from '../../src/domain/incidents/types';
import type { Fact } from '../simulator/facts';
import { truthOf, type TruthIncident } from '../simulator/truth';
import type { World } from '../simulator/world';

export interface Judged {
  readonly verdicts: readonly JudgedVerdict[];
  /** Memory incidents of the truth, with what was said of each. */
  readonly found: readonly JudgedTruth[];
  /** Said of memory, and nothing of the kind happened. */
  readonly invented: readonly string[];
  readonly victims: Counted;
  /** Those of whom it was said to be certain. */
  readonly sureVictims: Counted;
  readonly culprits: Counted;
}

export interface JudgedVerdict {
  readonly verdict: string;
  readonly confidence: Confidence;
  readonly right: boolean;
  /** What it was instead. */
  readonly truth: string;
  readonly text: string;
}

export interface JudgedTruth {
  readonly verdict: string;
  readonly outcome: 'right' | 'wrong' | 'missed';
  /** The best confidence with which it was said rightly. */
  readonly confidence?: string;
  /** It was said as surely as its label allows: at least likely, or possible where metrics alone cannot tell more. */
  readonly sureEnough: boolean;
  readonly text: string;
  readonly endMs: number;
  /** What was said about then. */
  readonly said: readonly string[];
}

export interface Counted {
  readonly said: number;
  readonly right: number;
  readonly wrong: readonly string[];
}

/** Holds what a review says against what the simulator did. */
export function judge(world: World, incidents: readonly Incident[]): Judged {
  const slack = slackOf(world);
  const { incidents: truths } = truthOf(world);
  const all = [...truths, ...sideshows(world)];
  const about = (incident: Incident) => all.filter((truth) => isOf(truth, incident, slack));
  return {
    verdicts: incidents.map((incident) => judgeVerdict(incident, about(asSurelySaid(incident)), world)),
    found: truths
      .filter(({ memory, startMs }) => memory && startMs < world.to - slack.unseen)
      .map((truth) => judgeTruth(truth, incidents, slack))
      .filter(({ outcome, endMs }) => outcome !== 'missed' || !isLostWithNode(endMs, world, slack)),
    invented: incidents
      .filter((incident) => incident.memory && about(incident).length === 0)
      .map((incident) => textOf(incident)),
    victims: judgeVictims(world, incidents, slack),
    sureVictims: judgeVictims(world, incidents, slack, ({ confidence }) => confidence === 'certain'),
    culprits: judgeCulprits(truths, incidents, slack),
  };
}

interface Slack {
  readonly early: number;
  readonly late: number;
  /** What happens so shortly before the end leaves no trace within it: nobody can miss it. */
  readonly unseen: number;
  /** How often anybody looks, lost looks allowed for. */
  readonly look: number;
}

/** Statuses and counts come up to a scrape and a slow report after the fact; a gap delays them further. */
function slackOf({ scenario }: World): Slack {
  const { interval = 30_000, skew, faults, loss } = scenario.collection;
  const gap = Math.max(0, ...faults.map((fault) => fault.for));
  const lost = loss > 0 ? 4 * interval : 0;
  return {
    early: interval + Math.abs(skew) + gap + lost + 5000,
    late: 90_000 + 2 * interval + Math.abs(skew) + gap + lost,
    unseen: 60_000 + 2 * interval + gap + lost,
    look: interval + gap + lost,
  };
}

/** Nobody looked between it and the node's restart, which took the counts and, with them, all that would have been told. */
function isLostWithNode(endMs: number, { facts }: World, { look }: Slack): boolean {
  return facts.some((fact) => fact.kind === 'node-restart' && fact.at >= endMs && fact.at - endMs <= look);
}

function isOf({ startMs, endMs, victims }: TruthIncident, incident: Incident, { early, late }: Slack): boolean {
  const overlaps = incident.start <= endMs + late && incident.end >= startMs - early;
  const names = incident.victims.map(({ pod }) => pod);
  return (
    overlaps &&
    (victims.length === 0 ||
      names.length === 0 ||
      names.includes(undefined) ||
      victims.some(({ pod }) => names.includes(pod)))
  );
}

/** A certain eviction may be of a pod that is likely the one, and said to be: whether it was is judged of the victims. */
function asSurelySaid(incident: Incident): Incident {
  const { confidence, victims } = incident;
  const isSure = ({ fate, confidence: who = 'certain' }: Victim) => fate !== 'evicted' || who === 'certain';
  return confidence === 'certain' ? { ...incident, victims: victims.filter(isSure) } : incident;
}

const isRight = ({ verdict, accept = [] }: TruthIncident, said: string) => said === verdict || accept.includes(said);

function judgeVerdict(incident: Incident, about: readonly TruthIncident[], world: World): JudgedVerdict {
  const { verdict, confidence } = incident;
  const text = textOf(incident);
  const truth = about.map((one) => one.verdict).join(', ') || 'nothing';
  // Ends in a node's restart are part of it, and no news of their own.
  const restarted = world.facts.some(({ kind }) => kind === 'node-restart');
  const right =
    about.some((one) => isRight(one, verdict)) || (verdict === 'unknown' && (about.length > 0 || restarted));
  return { verdict, confidence, right, truth, text };
}

const ORDER = ['certain', 'likely', 'possible'];

function judgeTruth(truth: TruthIncident, incidents: readonly Incident[], slack: Slack): JudgedTruth {
  const about = incidents.filter((incident) => isOf(truth, incident, slack));
  const right = about.filter(({ verdict }) => isRight(truth, verdict));
  const text = `${truth.verdict} ${time(truth.startMs)} of ${truth.victims.map(({ pod }) => pod).join(', ') || 'no pod'}`;
  const confidence = ORDER.find((one) => right.some((incident) => incident.confidence === one));
  return {
    verdict: truth.verdict,
    outcome: right.length > 0 ? 'right' : about.length > 0 ? 'wrong' : 'missed',
    ...(confidence && { confidence }),
    sureEnough: confidence !== undefined && (confidence !== 'possible' || truth.maxConfidence === 'possible'),
    text,
    endMs: truth.endMs,
    said: about.map((incident) => textOf(incident)),
  };
}

/** Ends that are no incidents, and yet nobody is wrong who tells of them: deleted pods, restarts of the kubelet. */
function sideshows({ facts, scenario }: World): TruthIncident[] {
  return facts.flatMap((fact): TruthIncident[] => {
    const base = {
      id: '',
      scenario: scenario.name,
      node: scenario.node.name,
      signal: null,
      memory: false,
      culpritRef: null,
      paidForAnother: [],
    };
    if (fact.kind === 'kubelet-restart') {
      return [
        {
          ...base,
          kind: 'termination',
          verdict: 'kubelet-restarted',
          accept: ['runtime-restarted'],
          startMs: fact.at,
          endMs: fact.until,
          victims: [],
        },
      ];
    }
    if (fact.kind !== 'end' || fact.cause !== 'delete') {
      return [];
    }
    const { at, pod, container, exitCode } = fact;
    const verdict = exitCode === 137 ? 'killed-not-oom' : 'stopped';
    const victim = { namespace: pod.namespace, pod: pod.pod, qos: pod.qos, container, atMs: at };
    return [
      {
        ...base,
        kind: 'termination',
        verdict,
        accept: ['unknown', 'replaced'],
        startMs: at,
        endMs: at,
        victims: [victim],
      },
    ];
  });
}

function judgeVictims(
  { facts }: World,
  incidents: readonly Incident[],
  slack: Slack,
  isMeant: (victim: Victim) => boolean = () => true
): Counted {
  const named = incidents.flatMap((incident) =>
    incident.victims.filter((victim) => victim.pod && isMeant(victim)).map((victim) => ({ incident, victim }))
  );
  const wrong = named.filter(
    ({ victim }) => !facts.some((fact) => happenedTo(victim, fact, wentDown(fact, facts), slack))
  );
  return {
    said: named.length,
    right: named.length - wrong.length,
    wrong: wrong.map(({ incident, victim }) => `${victim.fate} ${victim.pod} in ${textOf(incident)}`),
  };
}

/** What a node's restart ended went down with the node, and has its end told when that is up again. */
function wentDown(fact: Fact, facts: readonly Fact[]): number {
  const isOfRestart = fact.kind === 'end' && fact.cause === 'node-restart';
  const restart = isOfRestart && facts.findLast(({ kind, at }) => kind === 'node-restart' && at <= fact.at);
  return restart ? restart.at : fact.at;
}

function happenedTo(victim: Victim, fact: Fact, since: number, { early, late }: Slack): boolean {
  if (
    !('pod' in fact) ||
    fact.pod?.pod !== victim.pod ||
    fact.at < victim.earliest - late ||
    since > victim.latest + early
  ) {
    return false;
  }
  switch (victim.fate) {
    case 'evicted':
      return fact.kind === 'eviction';
    case 'oom-killed':
      return fact.kind === 'oom-kill';
    case 'terminated':
      return fact.kind === 'end' || fact.kind === 'oom-kill' || fact.kind === 'eviction';
  }
}

function judgeCulprits(truths: readonly TruthIncident[], incidents: readonly Incident[], slack: Slack): Counted {
  const told = incidents.flatMap((incident) => {
    const truth = truths.find((one) => one.memory && isOf(one, incident, slack) && isRight(one, incident.verdict));
    return truth?.culpritRef && incident.memory && incident.culprit.kind !== 'unknown'
      ? [{ incident, culprit: truth.culpritRef }]
      : [];
  });
  const wrong = told.filter(
    ({ incident: { culprit: said }, culprit }) =>
      said.kind !== culprit.kind ||
      (said.kind === 'pod' && (said.pod !== culprit.pod || said.namespace !== culprit.namespace))
  );
  return {
    said: told.length,
    right: told.length - wrong.length,
    wrong: wrong.map(
      ({ incident, culprit }) =>
        `${textOf(incident)}: ${culprit.pod ?? culprit.kind}, not ${incident.culprit.pod ?? incident.culprit.kind}`
    ),
  };
}

function textOf({ verdict, confidence, start, victims }: Incident): string {
  return `${verdict} (${confidence}) ${time(start)} of ${victims.map(({ pod }) => pod ?? 'a pod').join(', ')}`;
}

function time(ms: number): string {
  return new Date(ms).toISOString().slice(11, 19);
}
