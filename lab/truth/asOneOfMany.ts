import type { Incident } from '../../src/domain/incidents/types';
import type { Candidate } from '../../src/prometheus/incidents/candidates';
import { loadIncidents } from '../../src/prometheus/incidents/loadIncidents';
import { FEW_NODES, onceEach, planReview } from '../../src/prometheus/incidents/reviewPlan';
import type { PrometheusPort } from '../../src/prometheus/ports/port';
import type { NodeScope } from '../../src/prometheus/scope';
import { joinedPlan } from '../../test/fixtures/collected';

interface OneOfMany {
  /** In the order of their start. */
  readonly incidents: readonly Incident[];
  /** Where the node was looked through. */
  readonly jobs: readonly Candidate[];
}

/** What is told of a node among so many that each is looked through only where something may have happened. */
export async function asOneOfMany(port: PrometheusPort, scope: NodeScope): Promise<OneOfMany> {
  const { identity } = scope;
  const others = Array.from({ length: FEW_NODES }, (_, i) => ({ node: `other-${i}` }));
  const plan = await joinedPlan(planReview(port, { ...scope, nodes: [identity, ...others] }));
  const jobs = plan.jobs.filter((job) => job.identity === identity);
  const reviewed = await Promise.all(jobs.map((job) => loadIncidents(port, { ...scope, ...job })));
  const incidents = onceEach(reviewed.flatMap((one) => one.incidents)).sort((a, b) => a.start - b.start);
  return { incidents, jobs };
}
