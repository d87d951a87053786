import { distinctBy } from '../../domain/distinctBy';
import { counted } from '../../domain/words/counted';
import type { Incident } from '../../domain/incidents/types';
import type { NodeIdentity } from '../../domain/node/nodeIdentity';
import type { Finding } from '../../domain/provenance';
import type { DurationMs } from '../../domain/units';
import type { PrometheusPort, Stretch } from '../ports/port';
import type { LabelNames } from '../scope';

import { findCandidates, type Candidate, type Candidates } from './candidates';
import { BEYOND } from './loadIncidents';
import { piecesOf } from './pieces';

/** What to review of a part of the range. */
export interface ReviewPlan {
  /** The latest first. */
  readonly jobs: readonly Candidate[];
  /** What is left out up to this part, and of what that cannot be said. */
  readonly findings: readonly Finding[];
  /** How many jobs there are up to this part. */
  readonly known: number;
  /** Whether it is the last part. */
  readonly isLast: boolean;
}

interface Asked extends Stretch {
  readonly nodes: readonly NodeIdentity[];
  /** Some of how many there are: of a few no question about all of these is worth it. */
  readonly areChosen?: boolean;
  readonly labels: LabelNames;
  readonly cluster?: string;
  readonly scrapeInterval: DurationMs;
}

/** So few are reviewed whole, with all that ended on them. */
export const FEW_NODES = 10;

/** Nodes reviewed at once: enough to hide the network, too few to hurt a Prometheus. */
export const AT_ONCE = 3;

/**
 * Which nodes to review, and when: a few whole, after what showed of late on any of them; of many those on which anything may have
 * happened that is about memory, part by part of the range, the latest first.
 */
export async function* planReview(
  port: PrometheusPort,
  asked: Asked,
  signal?: AbortSignal
): AsyncGenerator<ReviewPlan> {
  const { nodes, from, to } = asked;
  if (nodes.length <= FEW_NODES) {
    yield* planFew(port, asked, signal);
    return;
  }
  // An incident that reaches into the range may have its events beyond it.
  const around = { from: from - 2 * BEYOND, to: to + BEYOND };
  const pieces = piecesOf(around).length;
  const known: Candidates[] = [];
  for await (const candidates of findCandidates(port, { ...asked, ...around, until: to }, signal)) {
    known.push(candidates);
    const jobs = candidates.found.map((one) => cut(one, asked));
    const isLast = known.length === pieces;
    yield {
      jobs,
      findings: [...failuresOf(known), ...(isLast ? leftOut(nodes, known) : [])],
      known: known.reduce((sum, { found }) => sum + found.length, 0),
      isLast,
    };
  }
}

/**
 * More than are begun with at once: so that the list has its first rows soon, those stretches of the latest day go first in which
 * something showed, which are looked at again with the rest of the node.
 */
async function* planFew(port: PrometheusPort, asked: Asked, signal?: AbortSignal): AsyncGenerator<ReviewPlan> {
  const { nodes, areChosen, from, to } = asked;
  if (nodes.length <= AT_ONCE || areChosen) {
    yield wholePlan(nodes, asked);
    return;
  }
  const { value } = await findCandidates(port, { ...asked, until: to }, signal).next();
  const shown = value?.found.filter(({ identity }) => !value.unwatched.includes(identity)) ?? [];
  const jobs = shown.map((one) => cut(one, asked)).filter((one) => one.to - one.from < (to - from) / MUCH_SHORTER);
  if (jobs.length > 0) {
    yield { jobs, findings: [], known: jobs.length + nodes.length, isLast: false };
  }
  const latestFirst = new Set([...shown.map(({ identity }) => identity), ...nodes]);
  yield { ...wholePlan([...latestFirst], asked), known: jobs.length + nodes.length };
}

/** Of a stretch that is not, all of the range is read as soon. */
const MUCH_SHORTER = 4;

/** All of the range on each of these nodes. */
export const wholePlan = (nodes: readonly NodeIdentity[], { from, to }: Stretch): ReviewPlan => ({
  jobs: nodes.map((identity) => ({ identity, from, to })),
  findings: [],
  known: nodes.length,
  isLast: true,
});

/** The jobs of all parts as they come; of each part is told before its jobs are. */
export async function* jobsOf(
  parts: AsyncIterable<ReviewPlan>,
  onPart: (part: ReviewPlan) => void
): AsyncGenerator<Candidate> {
  for await (const part of parts) {
    onPart(part);
    yield* part.jobs;
  }
}

/** What of it lies within the range; of what lies just beyond its first or last minute, into which it may reach. */
const cut = (one: Candidate, { from, to }: Stretch): Candidate => ({
  ...one,
  from: Math.max(from, Math.min(one.from, to - MINUTE)),
  to: Math.min(to, Math.max(one.to, from + MINUTE)),
});

const MINUTE: DurationMs = 60_000;

const failuresOf = (known: readonly Candidates[]): readonly Finding[] =>
  known
    .filter(({ failed }) => failed.length > 0)
    .map(({ from, to, failed }) => ({
      severity: 'error',
      code: 'query-failed',
      text: `Where anything happened from ${iso(from)} to ${iso(to)} could not be asked of all nodes: ${failed.join('; ')}.`,
      remedy: 'Ask again, or choose a node.',
    }));

function leftOut(nodes: readonly NodeIdentity[], known: readonly Candidates[]): readonly Finding[] {
  const found = new Set(known.flatMap((one) => one.found.map(({ identity }) => identity)));
  const unwatched = new Set(known.flatMap((one) => one.unwatched));
  const skipped = nodes.length - found.size;
  return [
    ...(skipped > 0
      ? [
          {
            severity: 'info',
            code: 'nodes-without-candidates',
            text: `Of ${counted(nodes.length, 'node')} ${skipped} showed no sign of anything about memory and were not looked through, the others only around what they showed: how containers ended elsewhere is not listed. Choose a node to see it.`,
          } as const,
        ]
      : []),
    ...(unwatched.size > 0
      ? [
          {
            severity: 'info',
            code: 'nodes-unwatched',
            text: `Of ${counted(unwatched.size, 'node')} nobody counts the kernel’s kills or the kubelet’s evictions: each was looked through, which takes longer.`,
            remedy: 'Scrape node_exporter (node_vmstat_oom_kill) and /metrics of the kubelet on every node.',
          } as const,
        ]
      : []),
  ];
}

const iso = (time: number): string => new Date(time).toISOString().slice(0, 16).replace('T', ' ');

/** An incident on the border of two days is found in both. */
export const onceEach = (incidents: readonly Incident[]): Incident[] =>
  distinctBy(incidents, ({ cluster = '', id }) => `${cluster}\n${id}`);
