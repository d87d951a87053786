import type { Compared } from '../../tools/compareVerdicts';

import type { Cell } from './row';

/** No native sidecar was recorded, and the verdict on it is a plain container's. */
export const isRecorded = (scenario: string): boolean => scenario !== 'sidecar';

/** What was recorded of the kind: each labelled incident with one of the verdicts, or of a race for what brings two. */
export function ofRecording(compared: readonly Compared[], happens: readonly string[]): Cell {
  const about = compared.filter(({ label }) =>
    happens.length > 1 ? label.race === true : label.verdict === happens[0] && !label.race
  );
  return about.length === 0
    ? { kind: 'none', why: '–' }
    : {
        kind: 'told',
        isRight: about.every(({ wrong }) => wrong.length === 0),
        said: about.flatMap(({ found }) => found ?? []),
        from: about.map(({ label }) => label.id).join(', '),
      };
}
