import type { DurationMs } from '../units';

/**
 * How late each source may speak, by its own rules. Whatever depends on how often Prometheus looks is derived from the measured
 * scrape interval instead, by `tolerances`.
 */
export const DELAY = {
  /** The kubelet looks at memory once in so long (K32 kubelet.go:167). */
  evictionLoop: 10_000,
  /** After an eviction it waits for the pod's cleanup before it counts or looks again (K32 eviction/eviction_manager.go:49). */
  podCleanup: 30_000,
  /** cAdvisor looks at a cgroup every 10 to 15 s and stamps what it saw then (K32 cadvisor/cadvisor_linux.go:56). */
  housekeeping: 20_000,
  /** A cAdvisor that starts has read the kernel's old messages by then (cAdvisor utils/oomparser). */
  logReplay: 30_000,
  /** The runtime may report an end, or its OOM event, so long after the kernel's kill (containerd#8893). */
  runtimeReport: 30_000,
  /** A busy kubelet brings a container's status to the API server so late. */
  statusReport: 180_000,
  /** The node's clock against that of Prometheus. */
  clockSkew: 30_000,
  /** Clocks that are kept are nearer to each other than this. */
  keptClocks: 2_000,
  /** Statistics of one container may fall behind the others' so far on a busy node. */
  standstill: 60_000,
  /** The first back-off of a crashing container, doubled with each restart (K32 kubelet.go: backOffPeriod). */
  firstBackOff: 10_000,
  /** The longest back-off of a crashing container (K32 kubelet.go: MaxContainerBackOff). */
  crashLoopBackOff: 300_000,
  /** A kubelet that starts again finds what ended meanwhile, and starts it again. */
  nodeStart: 600_000,
  /** MemoryPressure outlasts the shortage by evictionPressureTransitionPeriod unless set (K32 defaults.go:211). */
  pressureTransition: 300_000,
  /** How long Prometheus waits for a target unless told otherwise. */
  scrapeTimeout: 10_000,
} as const satisfies Record<string, DurationMs>;

/** What follows from how often a source is read. */
export interface Tolerances {
  /** How often it is read. */
  readonly interval: DurationMs;
  /** Two samples further apart have at least one lost scrape between them. */
  readonly gap: DurationMs;
  /** A measurement this far from a moment still describes it. */
  readonly fresh: DurationMs;
  /** A count over a longer interval is no proof of any single kill in it. */
  readonly narrow: DurationMs;
}

export function tolerances(interval: DurationMs): Tolerances {
  return {
    interval,
    gap: 2.5 * interval,
    fresh: 2 * interval + DELAY.housekeeping,
    narrow: 4 * interval + DELAY.scrapeTimeout,
  };
}

/** How often a source was really read: the median step between its samples; the assumed interval where it cannot be seen. */
export function measuredInterval(times: readonly number[], assumed: DurationMs): DurationMs {
  const sorted = [...new Set(times)].sort((a, b) => a - b);
  const steps = sorted
    .slice(1)
    .map((time, i) => time - (sorted[i] ?? time))
    .sort((a, b) => a - b);
  return steps.length < 3 ? assumed : (steps[Math.floor((steps.length - 1) / 2)] ?? assumed);
}
