import { worthOf } from '../../domain/signals/worth';
import type { SignalStatus } from '../../prometheus/signals/evaluateSignals';

import { settingFor } from './settings';
import type { Installation, Setting } from './settings/setting';

/** Families that one and the same setting brings back. */
export interface MissingGroup {
  readonly setting: Setting;
  readonly statuses: readonly SignalStatus[];
}

/** What is worth most comes first, in and among the groups. */
export function groupMissing(statuses: readonly SignalStatus[], installation: Installation): readonly MissingGroup[] {
  const groups = new Map<string, { setting: Setting; statuses: SignalStatus[] }>();
  for (const status of sortByWorth(statuses.filter(({ state }) => state === 'missing'))) {
    const setting = settingFor(status.signal, installation);
    const key = JSON.stringify(setting);
    const known = groups.get(key) ?? { setting, statuses: [] };
    groups.set(key, known);
    known.statuses.push(status);
  }
  return [...groups.values()];
}

const shareOf = ({ signal }: SignalStatus): number => worthOf(signal.id)?.share ?? 0;

const sortByWorth = (statuses: readonly SignalStatus[]): readonly SignalStatus[] =>
  [...statuses].sort((a, b) => shareOf(b) - shareOf(a));
