import { formatGoDuration } from './goDuration';

export interface MacroValues {
  readonly stepMs: number;
  /** `timeInterval` of the data source. */
  readonly scrapeIntervalMs: number;
  readonly fromMs: number;
  readonly toMs: number;
}

/** Replaces Grafana's interval and range variables as its Prometheus backend does, after dashboard variables. */
export function replaceMacros(expr: string, values: MacroValues): string {
  const texts = macroTexts(values);
  return expr.replace(
    /\$(?:\{(__\w+)\}|(__\w+))/g,
    (match, braced?: string, bare?: string) => texts[braced ?? bare ?? ''] ?? match
  );
}

function macroTexts({ stepMs, scrapeIntervalMs, fromMs, toMs }: MacroValues): Readonly<Record<string, string>> {
  const rangeMs = toMs - fromMs;
  return {
    __interval: formatGoDuration(stepMs),
    __interval_ms: String(stepMs),
    // Four scrapes at least, so that a rate survives one missed scrape.
    __rate_interval: formatGoDuration(Math.max(stepMs + scrapeIntervalMs, 4 * scrapeIntervalMs)),
    __range: `${Math.round(rangeMs / 1000)}s`,
    __range_s: String(Math.round(rangeMs / 1000)),
    __range_ms: String(rangeMs),
  };
}
