import { indexAt, type ReadingCurves } from '../../domain/numbers/numbers';
import { READINGS, topAmount, type ReadingId, type ReadingLevel } from '../../domain/numbers/readings';
import { topPercent } from '../../domain/node/kubectlTop';
import type { Aligned } from '../../domain/node/nodeMemory';
import { formatMiB } from '../../domain/quantity/formatBytes';
import type { Bytes, EpochMs } from '../../domain/units';

export interface NumberRow {
  readonly id: ReadingId;
  readonly title: string;
  readonly source: string;
  readonly shownBy: string;
  /** `kubelet: evicts when …`; empty where nobody does. */
  readonly decides: string;
  /** At the moment. */
  readonly value?: string;
  /** What kubectl prints of it. */
  readonly printed?: string;
  readonly values: Aligned;
  readonly lowest?: Bytes;
  readonly highest?: Bytes;
}

interface Compared {
  readonly level: ReadingLevel;
  readonly curves: ReadingCurves;
  readonly times: readonly EpochMs[];
  readonly at: EpochMs;
  readonly allocatable: Bytes | undefined;
}

/** The numbers of a level that are collected, those that decide first. */
export function numberRows({ level, curves, times, at, allocatable }: Compared): readonly NumberRow[] {
  const index = indexAt(times, at);
  return READINGS.filter((reading) => reading.level === level).flatMap(({ id, title, source, shownBy, decides }) => {
    const values = curves[id];
    const known = values?.filter((value) => value !== null) ?? [];
    if (values === undefined || known.length === 0) {
      return [];
    }
    const value = values[index];
    return [
      {
        ...{ id, title, source, shownBy, values },
        decides: decides ? `The ${decides.by} ${decides.what}` : '',
        ...(typeof value === 'number' && { value: formatMiB(value), ...printed(id, value, allocatable) }),
        lowest: known.reduce((least, one) => Math.min(least, one), Infinity),
        highest: known.reduce((most, one) => Math.max(most, one), 0),
      },
    ];
  });
}

/** As kubectl prints what it reads of the resource endpoint. */
function printed(id: ReadingId, value: Bytes, allocatable: Bytes | undefined): Pick<NumberRow, 'printed'> {
  const percent = id === 'nodeResource' && allocatable !== undefined ? topPercent(value, allocatable) : undefined;
  return percent === undefined ? {} : { printed: `kubectl top prints ${topAmount(value)} ${percent}%` };
}
