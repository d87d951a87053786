import type { DurationMs } from '../../domain/units';

import { LOOK } from './frugal';
import type { Stretch } from './port';

/** Over so few steps a query costs a server more than what it asks. */
const FEW = 200;

/** The looks at a day are few in any case, so that a day takes no more queries than a short range. */
const FEW_LOOKS = 300;

export const isOfFewSteps = ({ from, to }: Stretch, step: DurationMs, few = FEW): boolean =>
  (to - from) / step <= (step < LOOK ? few : FEW_LOOKS);
