import * as v from 'valibot';

import { parseBytes } from '../../src/domain/quantity/quantity';

/** `300Mi` as Kubernetes writes it, or a number of bytes. */
export const Bytes = v.pipe(
  v.union([v.string(), v.number()], 'expected an amount of memory, such as 300Mi'),
  v.rawTransform(({ dataset, addIssue, NEVER }) => {
    try {
      return typeof dataset.value === 'number' ? dataset.value : parseBytes(dataset.value);
    } catch (error) {
      addIssue({ message: error instanceof Error ? error.message : String(error) });
      return NEVER;
    }
  })
);

const UNITS: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 };

/** @throws Error for what is no length of time */
export function parseDuration(text: string): number {
  const { success, output, issues } = v.safeParse(Duration, text);
  if (!success) {
    throw new Error(issues[0].message);
  }
  return output;
}

/** `90s`, `1m30s`, `250ms`, `0s`, in milliseconds. */
export const Duration = v.pipe(
  v.string('expected a length of time, such as 90s or 1m30s'),
  v.rawTransform(({ dataset, addIssue, NEVER }) => {
    const parts = [...dataset.value.matchAll(/(\d+(?:\.\d+)?)(ms|s|m|h)/g)];
    if (parts.length === 0 || parts.map(([whole]) => whole).join('') !== dataset.value) {
      addIssue({ message: `"${dataset.value}" is not a length of time: expected such as 90s or 1m30s` });
      return NEVER;
    }
    return parts.reduce((sum, [, amount, unit = 's']) => sum + Number(amount) * (UNITS[unit] ?? 0), 0);
  })
);
