import type { DurationMs } from '../../domain/units';

import { LOOK } from './frugal';
import type { Stretch } from './port';

/** The looks at a day are few as well, so that a day takes no more queries than a short range. */
const mostSteps = (step: DurationMs): number => (step < LOOK ? 200 : 300);

/** Over so few steps a query costs a server more than what it asks. */
export const isOfFewSteps = ({ from, to }: Stretch, step: DurationMs): boolean => (to - from) / step <= mostSteps(step);
