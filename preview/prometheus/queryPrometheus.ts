import type { DataFrameJSON, DataQueryResponse } from '@grafana/data';
import { toDataQueryResponse } from '@grafana/runtime';

import { inTurns } from '../../src/prometheus/inTurns';

import { askPrometheus, type Endpoint } from './askPrometheus';
import { buildFrames } from './backendFrames';
import { finishFrames } from './frontendFrames';
import { formatGoDuration } from './goDuration';
import { replaceMacros } from './macros';
import { chooseStepMs } from './step';
import type { PromTarget } from './target';

export interface PrometheusRequest {
  /** Who asks, as Grafana names it. */
  readonly app?: string;
  readonly targets: readonly PromTarget[];
  readonly fromMs: number;
  readonly toMs: number;
  readonly intervalMs: number;
  readonly maxDataPoints: number;
  readonly scrapeIntervalMs: number;
}

/** As many of one request's queries does Grafana's backend ask at once (grafana pkg/promlib/querydata/request.go). */
const AT_ONCE = 10;

interface QueryResult {
  readonly status: number;
  readonly frames: readonly DataFrameJSON[];
  readonly error?: string;
}

/** Asks every target and answers as Grafana's Prometheus data source does: good frames and errors side by side. */
export async function queryPrometheus(
  endpoint: Endpoint,
  request: PrometheusRequest,
  signal: AbortSignal
): Promise<DataQueryResponse> {
  const targets = request.targets.flatMap(splitRangeAndInstant);
  const results = await inTurns(
    targets,
    AT_ONCE,
    async (target) => [target.refId, await queryOne(endpoint, target, request, signal)] as const
  );
  const failed = results.some(([, { error }]) => error !== undefined);
  // The backend's JSON is sorted by refId; the browser restores the request's order only when nothing failed.
  const sorted = Object.fromEntries([...results].sort(([a], [b]) => (a < b ? -1 : 1)));
  const reply = { data: { results: sorted }, status: failed ? 400 : 200 };
  const response = toDataQueryResponse(
    reply as unknown as Parameters<typeof toDataQueryResponse>[0],
    failed ? undefined : [...targets]
  );
  return finishFrames(response, request.targets, request.app);
}

/** A target that asks for both is two queries; the instant one gets a name of its own. */
function splitRangeAndInstant(target: PromTarget): readonly PromTarget[] {
  return target.range && target.instant
    ? [
        { ...target, instant: false },
        { ...target, range: false, refId: `${target.refId}-Instant` },
      ]
    : [target];
}

async function queryOne(
  endpoint: Endpoint,
  target: PromTarget,
  request: PrometheusRequest,
  signal: AbortSignal
): Promise<QueryResult> {
  const { fromMs, toMs } = request;
  const stepMs = chooseStepMs({ ...request, minStep: target.interval });
  const expr = replaceMacros(target.expr ?? '', { ...request, stepMs });
  const outcome = await askPrometheus(endpoint, {
    ...(target.instant
      ? { path: 'query', form: { query: expr, time: seconds(toMs) } }
      : {
          path: 'query_range',
          // Points lie on multiples of the step, so that a moving window does not move them.
          form: {
            query: expr,
            start: seconds(alignDown(fromMs, stepMs)),
            end: seconds(alignDown(toMs, stepMs)),
            step: seconds(stepMs),
          },
        }),
    signal,
  });
  const asked = { target, expr, stepMs, stepText: formatGoDuration(stepMs) };
  if ('refusal' in outcome) {
    const { status, message, unreachable } = outcome.refusal;
    return { status, error: message, frames: unreachable ? [] : buildFrames(asked, undefined) };
  }
  return { status: 200, frames: buildFrames(asked, outcome.answer) };
}

const alignDown = (ms: number, stepMs: number): number => Math.floor(ms / stepMs) * stepMs;
const seconds = (ms: number): string => String(ms / 1000);
