import type { DataFrame } from '@grafana/data';

import type { NoNode } from '../domain/node/noNode';
import type { NodeIdentity } from '../domain/node/nodeIdentity';
import { incidentsFrame, type Progress } from '../frames/incidentsFrame';
import { noNodeFrame } from '../frames/noNodeFrame';
import { withErrors } from '../prometheus/errorWords';
import type { Candidate } from '../prometheus/incidents/candidates';
import { loadIncidents } from '../prometheus/incidents/loadIncidents';
import { AT_ONCE, jobsOf, onceEach, planReview, type ReviewPlan } from '../prometheus/incidents/reviewPlan';
import type { LookedUp } from '../prometheus/nodePods';
import type { PrometheusPort } from '../prometheus/ports/port';
import type { NodeScope } from '../prometheus/scope';
import { watchErrors } from '../prometheus/watchErrors';

import { throwIfAborted } from './abort';
import { messageOf } from './errorText';
import { inTurnsAsTheyCome } from '../prometheus/inTurns';
import type { Plan } from './plan';
import { reasonsIn } from './saidOnce';

interface Reviewing {
  readonly nodes: readonly NodeIdentity[];
  /** When there was a node, where there is none. */
  readonly noNode?: NoNode;
  /** Which of the nodes to review, and when, part by part of the range. */
  readonly planOf: (nodes: readonly NodeIdentity[]) => AsyncIterable<ReviewPlan>;
  readonly scopeOf: (job: Candidate) => NodeScope;
  /** Which pods a node had in a scope's range. */
  readonly podsOf: (scope: NodeScope) => Promise<LookedUp>;
  /** A port of its own for each node: two requests with one id cancel each other. */
  readonly portFor: () => PrometheusPort;
  readonly signal: AbortSignal;
  /** Told what was found so far, as the nodes are done. */
  readonly onPart?: (frame: DataFrame) => void;
}

export { planReview };

/**
 * The incidents of some nodes. They take requests that depend on each other, so they are loaded here and asked nothing more.
 * A node that cannot be read is an error finding beside the others' incidents; when none can, it rejects.
 */
export async function incidentsPlan(reviewing: Reviewing): Promise<Plan> {
  const { nodes, noNode, planOf, scopeOf, podsOf, portFor, signal, onPart } = reviewing;
  const done: Reviewed[] = [];
  const begun = new Map<Candidate, Read>();
  let plan: ReviewPlan | undefined;
  const jobs = jobsOf(planOf(nodes), (part) => (plan = part));
  const isOpen = () => plan?.isLast === false;
  const tell = () => {
    const progress = { done: done.length, total: plan?.known ?? 0, ...(isOpen() && { isOpen: true as const }) };
    onPart?.(frameOf(plan, [...done, ...begun.values()], progress));
  };
  const reviewed = await inTurnsAsTheyCome(jobs, AT_ONCE, async (job) => {
    throwIfAborted(signal);
    const one = await review(job);
    done.push(one);
    begun.delete(job);
    if (done.length < (plan?.known ?? 0) || isOpen()) {
      tell();
    }
    return one;
  });
  throwIfAborted(signal);
  const failed = failuresOf(reviewed);
  if (failed.length > 0 && failed.length === reviewed.length) {
    throw new Error([...new Set(failed)].join(' '));
  }
  const frame = frameOf(plan, reviewed);
  return { queries: [], frames: () => [frame, ...(noNode ? [noNodeFrame(noNode)] : [])] };

  async function review(job: Candidate): Promise<Reviewed> {
    const { port, errors, isSilent } = watchErrors(portFor());
    const messages = () => reasonsIn(errors().map(({ message }) => message));
    try {
      const onFound = (incidents: Read['incidents']) => {
        begun.set(job, { job, incidents, findings: [] });
        tell();
      };
      const reviewed = await loadIncidents(port, scopeOf(job), {
        signal,
        loadPods: podsOf,
        ...(nodes.length > 1 && { onFound }),
      });
      return isSilent()
        ? failure(job, messages())
        : { job, ...reviewed, findings: withErrors(reviewed.findings, errors(), job.identity.node) };
    } catch (error) {
      return failure(job, [messageOf(error)]);
    }
  }
}

interface Read extends Awaited<ReturnType<typeof loadIncidents>> {
  readonly job: Candidate;
}
type Reviewed = Read | ReturnType<typeof failure>;

/** What could not be read by itself may have been with all the rest of its node. */
const failuresOf = (reviewed: readonly Reviewed[]): readonly string[] =>
  reviewed.flatMap((one) =>
    'failed' in one && !reviewed.some((other) => !('failed' in other) && covers(other.job, one.job)) ? [one.failed] : []
  );

const covers = (whole: Candidate, part: Candidate): boolean =>
  whole.identity === part.identity && whole.from <= part.from && whole.to >= part.to;

function frameOf(plan: ReviewPlan | undefined, reviewed: readonly Reviewed[], progress?: Progress): DataFrame {
  const found = reviewed.flatMap((one) => ('failed' in one ? [] : [one]));
  return incidentsFrame({
    // What was looked at again was looked at with more around it.
    incidents: onceEach([...found].reverse().flatMap(({ incidents }) => incidents)),
    findings: [
      ...failuresOf(reviewed).map((text) => ({ severity: 'error' as const, code: 'query-failed', text })),
      ...(plan?.findings ?? []),
      ...found.flatMap((one) => one.findings),
    ],
    ...(progress && { progress }),
  });
}

const failure = (job: Candidate, messages: readonly string[]) => ({
  job,
  failed: `${job.identity.node}: ${messages.join(' ')}`,
});
