import type { DurationMs } from '../../domain/units';

import type { Stretch } from './port';

const FEW = 200;

/** Over so few steps a query costs a server more than what it asks. */
export const isOfFewSteps = ({ from, to }: Stretch, step: DurationMs): boolean => (to - from) / step <= FEW;
