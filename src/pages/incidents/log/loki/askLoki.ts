import {
  CoreApp,
  dateTime,
  LoadingState,
  type DataQueryRequest,
  type DataQueryResponse,
  type DataSourceApi,
} from '@grafana/data';
import { getDataSourceSrv, type DataSourceWithBackend } from '@grafana/runtime';
import type { DataQuery } from '@grafana/schema';
import { defer, from, last } from 'rxjs';

import { messageOf } from '../../../../datasource/errorText';
import type { EpochMs } from '../../../../domain/units';
import { matches, selector } from '../../../../prometheus/promql';

import { decodeLokiLines, type LokiLines } from './lokiLines';
import { NODE_LABELS, nodePattern, type Stream } from './nodeStreams';

export interface LokiSource {
  readonly uid: string;
  readonly name: string;
}

export interface Window {
  readonly from: EpochMs;
  readonly to: EpochMs;
}

/** Loki's default `max_entries_limit_per_query`: it refuses to be asked for more. */
export const MAX_LINES = 5_000;

/** The Loki data sources that this user may query. */
export const findLokis = (): readonly LokiSource[] =>
  getDataSourceSrv()
    .getList({ pluginId: 'loki' })
    .map(({ uid, name }) => ({ uid, name }));

/** The names of its labels, and the streams of that time in which one of the usual labels may name the node. */
export async function loadStreams(uid: string, node: string, window: Window) {
  const source = await getDataSourceSrv().get(uid);
  const range = { start: `${Math.floor(window.from)}000000`, end: `${Math.ceil(window.to)}000000` };
  const ask = async (path: string, more: Record<string, string> = {}) =>
    listOf(await resourcesOf(source).getResource(path, { ...range, ...more }, { showErrorAlert: false }));
  const labels = (await ask('labels')).filter((label) => typeof label === 'string');
  const naming = NODE_LABELS.filter((label) => labels.includes(label));
  const found = await Promise.all(
    naming.map((label) => ask('series', { 'match[]': selector('', [matches(label, nodePattern(node))]) }))
  );
  return { labels, streams: found.flat().filter(isStream) };
}

const resourcesOf = (source: DataSourceApi) => source as DataSourceApi & Pick<DataSourceWithBackend, 'getResource'>;

/** `{"status": "success", "data": […]}`; Loki leaves `data` out where there is nothing. */
function listOf(reply: unknown): readonly unknown[] {
  const data: unknown = typeof reply === 'object' && reply !== null && 'data' in reply ? reply.data : undefined;
  return Array.isArray(data) ? data : [];
}

const isStream = (value: unknown): value is Stream => typeof value === 'object' && value !== null;

let sent = 0;

interface Question {
  readonly uid: string;
  /** LogQL. */
  readonly expr: string;
  readonly window: Window;
  readonly signal: AbortSignal;
}

/** Runs a query, the oldest lines first. Rejects with Loki's own words, and with `cancelled` when aborted. */
export async function loadLines({ uid, expr, window, signal }: Question): Promise<LokiLines> {
  const source = await getDataSourceSrv().get(uid);
  if (signal.aborted) {
    throw new Error('cancelled');
  }
  return new Promise((resolve, reject) => {
    const subscription = defer(() => from(source.query(requestOf(expr, window))))
      .pipe(last(undefined, NOTHING))
      .subscribe({
        next: ({ data, errors = [], state }) => {
          if (errors.length > 0 || state === LoadingState.Error) {
            reject(new Error(messageOf(errors[0])));
          } else {
            resolve(decodeLokiLines(data));
          }
        },
        error: (thrown: unknown) => reject(new Error(messageOf(thrown))),
      });
    signal.addEventListener('abort', () => {
      subscription.unsubscribe();
      reject(new Error('cancelled'));
    });
  });
}

const NOTHING: DataQueryResponse = { data: [] };

function requestOf(expr: string, window: Window): DataQueryRequest {
  const [start, end] = [dateTime(window.from), dateTime(window.to)];
  const target: DataQuery & Record<string, unknown> = {
    refId: 'log',
    expr,
    queryType: 'range',
    direction: 'forward',
    maxLines: MAX_LINES,
  };
  return {
    requestId: `tidemark-loki-${++sent}`,
    app: CoreApp.Unknown,
    range: { from: start, to: end, raw: { from: start, to: end } },
    interval: '1s',
    intervalMs: 1000,
    scopedVars: {},
    startTime: Date.now(),
    targets: [target],
    timezone: 'utc',
  };
}
