import type { Incident } from '../incidents/types';

/** Whether pods paid for what another did; unknown where nobody knows who grew. */
export type Innocence = 'innocent' | 'own' | 'unknown';

export function innocenceOf({ victims, culprit }: Pick<Incident, 'victims' | 'culprit'>): Innocence {
  return victims.some(({ paidForAnother }) => paidForAnother)
    ? 'innocent'
    : culprit.kind === 'unknown'
      ? 'unknown'
      : 'own';
}
