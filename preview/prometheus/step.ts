import { rangeUtil } from '@grafana/data';

export interface StepRequest {
  readonly fromMs: number;
  readonly toMs: number;
  readonly maxDataPoints: number;
  readonly intervalMs: number;
  /** The query's own least step; wins over the panel's interval. */
  readonly minStep: string | undefined;
}

/** Prometheus refuses more points than this in one series. */
const MOST_POINTS = 11_000;

/** The step Grafana's Prometheus backend asks for. */
export function chooseStepMs({ fromMs, toMs, maxDataPoints, intervalMs, minStep }: StepRequest): number {
  const least = minStep ? rangeUtil.intervalToMs(minStep) : intervalMs || 15_000;
  const span = toMs - fromMs;
  const fitting = rangeUtil.roundInterval(span / Math.max(1, maxDataPoints));
  const allowed = rangeUtil.roundInterval(span / MOST_POINTS);
  return Math.max(fitting, least, allowed);
}
