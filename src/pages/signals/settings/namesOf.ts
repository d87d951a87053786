import { SIGNALS } from '../../../prometheus/signals/catalogue';
import type { Exporter } from '../../../prometheus/signals/signal';

/** The names of all series that Tidemark reads of an exporter, as patterns. */
export const namesOf = (from: Exporter): readonly string[] => [
  ...new Set(SIGNALS.filter((signal) => signal.from === from).map(({ metric, family = metric }) => family)),
];

/** The same as one pattern. */
export const patternOf = (from: Exporter): string => namesOf(from).join('|');

/** A YAML list in one line a name. */
export const yamlList = (names: readonly string[], indent: string): string =>
  names.map((name) => `${indent}- ${name}`).join('\n');
