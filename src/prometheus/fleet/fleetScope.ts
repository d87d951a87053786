import type { DurationMs, EpochMs } from '../../domain/units';
import type { BudgetScope } from '../queries/budget';
import type { PromRequest } from '../ports/port';
import type { KubeletOverride, LabelNames } from '../scope';

/** All nodes of one cluster or of all: where each stands at the end of a range, and what happened in it. */
export interface FleetScope {
  readonly labels: LabelNames;
  readonly cluster?: string;
  readonly from: EpochMs;
  readonly to: EpochMs;
  readonly scrapeInterval: DurationMs;
  readonly overrides: readonly KubeletOverride[];
  /** The sums over pods are there as recording rules, which cost one series a node instead of one a container. */
  readonly hasRules: boolean;
  /** So few that a point for each scrape costs little. */
  readonly isSmall: boolean;
}

const MINUTE: DurationMs = 60_000;

/** What a trend is told from (domain/trend/trend.ts). */
const TREND: DurationMs = 30 * MINUTE;

/** Where each point costs a sample of every container of every node, a trend takes 16 minutes to be seen instead of 4. */
const COARSE: DurationMs = 2 * MINUTE;

/** The curves cover the last half hour, however long the range. */
export function curveTimes({ from, to, scrapeInterval, hasRules, isSmall }: FleetScope): Omit<PromRequest, 'queries'> {
  const step = hasRules || isSmall ? scrapeInterval : Math.max(COARSE, scrapeInterval);
  return { from: Math.max(from, to - TREND), to, step };
}

/** The queries of a budget over all nodes, whose names come with the same answer. */
export const asBudget = (scope: FleetScope): BudgetScope => ({ ...scope, ...curveTimes(scope), identities: [] });
