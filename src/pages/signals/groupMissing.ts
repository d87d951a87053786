import { worthOf } from '../../domain/signals/worth';
import type { SignalStatus } from '../../prometheus/signals/evaluateSignals';

import type { Exporter } from '../../prometheus/signals/signal';

import { settingFor } from './settings';
import type { Installation, Setting } from './settings/setting';

/** Families that one and the same setting brings back. */
export interface MissingGroup {
  readonly setting: Setting;
  readonly statuses: readonly SignalStatus[];
  /** The exporter brings others of its series: then it is scraped, and these are dropped or not exported. */
  readonly isScraped: boolean;
}

/** What is worth most comes first, in and among the groups. */
export function groupMissing(statuses: readonly SignalStatus[], installation: Installation): readonly MissingGroup[] {
  const brings = (exporter: Exporter) =>
    statuses.some(({ signal, state }) => signal.from === exporter && state === 'found');
  const groups = new Map<string, { setting: Setting; statuses: SignalStatus[]; isScraped: boolean }>();
  for (const status of sortByWorth(statuses.filter(({ state }) => state === 'missing'))) {
    const setting = settingFor(status.signal, installation);
    const key = JSON.stringify(setting);
    const known = groups.get(key) ?? { setting, statuses: [], isScraped: brings(status.signal.from) };
    groups.set(key, known);
    known.statuses.push(status);
  }
  return [...groups.values()];
}

const shareOf = ({ signal }: SignalStatus): number => worthOf(signal.id)?.share ?? 0;

const sortByWorth = (statuses: readonly SignalStatus[]): readonly SignalStatus[] =>
  [...statuses].sort((a, b) => shareOf(b) - shareOf(a));
