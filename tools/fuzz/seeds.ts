/** The long run's first seed unless another is asked for, so that a failure can be seen again. Each lot has the next one. */
export const SEED = 20261122;

/** Seeds of the short run in the unit tests. Add one whose failure the smallest input alone does not show. */
export const SHORT_SEEDS: readonly number[] = [SEED, 7];
