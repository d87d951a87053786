import { CoreApp, dateTime, type DataQueryRequest, type DataSourceApi, type TimeRange } from '@grafana/data';
import type { DataQuery } from '@grafana/schema';
import type { DataSourceWithBackend } from '@grafana/runtime';
import { catchError, defer, from, last, map, of } from 'rxjs';

import { decodeFrames } from '../frames/decodeFrames';
import { indexedSeries, indexForm, indexPath } from '../prometheus/ports/indexed';
import { indexPort, type AskIndex } from '../prometheus/ports/indexPort';
import type { PrometheusPort, PromQuery, PromReply, PromRequest } from '../prometheus/ports/port';

import { abortError, throwIfAborted } from './abort';
import { messageOf, statusOf } from './errorText';

/** A Grafana request without its targets: what the wrapped source must still know of the panel that asks. */
export type PanelRequest = Omit<DataQueryRequest, 'targets'>;

export interface Upstream {
  readonly source: DataSourceApi;
  readonly request: PanelRequest;
  /** What the ids of its requests begin with. */
  readonly requestId: string;
}

/** For Explore, Prometheus makes tables of instant queries; whoever looks at our answer, we ask for series. */
const ASKING = CoreApp.Unknown;

let sent = 0;

/** Asks the wrapped data source on behalf of a panel: one call is one `query()`; aborting it cancels the request. */
export function grafanaPort(upstream: Upstream): PrometheusPort {
  return indexPort(queryPort(upstream), askIndex(upstream.source));
}

function queryPort({ source, request, requestId }: Upstream): PrometheusPort {
  return (asked, signal) => {
    const upstream: DataQueryRequest = {
      ...request,
      app: ASKING,
      // A second request with the id of a running one cancels it, for which somebody else may wait: each has its own.
      requestId: `${requestId}-${++sent}`,
      range: rangeOf(request, asked),
      targets: asked.queries.map((query) => targetOf(query, asked, source)),
    };
    return new Promise<PromReply>((resolve, reject) => {
      throwIfAborted(signal);
      const subscription = defer(() => from(source.query(upstream)))
        .pipe(
          last(undefined, { data: [] }),
          map((response) => decodeFrames(response)),
          catchError((error: unknown) => of(failed(error)))
        )
        .subscribe(resolve);
      signal?.addEventListener('abort', () => {
        subscription.unsubscribe();
        reject(abortError());
      });
    });
  };
}

/** By the resources of the wrapped source, as Grafana's own variables ask. */
const askIndex =
  (source: DataSourceApi): AskIndex =>
  async (indexed, to) => {
    if (!hasResources(source)) {
      return undefined;
    }
    try {
      const reply: unknown = await source.getResource(`api/v1/${indexPath(indexed)}`, indexForm(indexed, to), QUIETLY);
      return indexedSeries(reply, indexed, to);
    } catch {
      return undefined;
    }
  };

const hasResources = (source: DataSourceApi): source is DataSourceApi & Pick<DataSourceWithBackend, 'getResource'> =>
  'getResource' in source && typeof source.getResource === 'function';

/** What it does not answer is asked as a query. */
const QUIETLY = { showErrorAlert: false, hideFromInspector: true };

/** The panel's own range object as long as it is what is asked: the wrapped source compares relative ranges by it. */
function rangeOf({ range }: PanelRequest, { from, to }: PromRequest): TimeRange {
  if (range.from.valueOf() === from && range.to.valueOf() === to) {
    return range;
  }
  const [start, end] = [dateTime(from), dateTime(to)];
  return { from: start, to: end, raw: { from: start, to: end } };
}

function targetOf({ refId, expr, mode, step: own }: PromQuery, { step }: PromRequest, source: DataSourceApi) {
  const target: DataQuery & Record<string, unknown> = {
    refId,
    expr: withoutTemplates(expr),
    range: mode === 'range',
    instant: mode === 'instant',
    exemplar: false,
    format: 'time_series',
    // Without one Grafana writes all labels once more, as the name of each series: a sixth of what it sends.
    legendFormat: 'value',
    // The least step: Grafana widens it when the range would give too many points.
    interval: `${own ?? step}ms`,
    datasource: source.getRef(),
  };
  return target;
}

/**
 * The wrapped source replaces `$name` and `[[name]]` by dashboard variables. Ours are replaced already; what is left stands in
 * strings, where it is a label's own text, so it is written as PromQL's escapes for these characters.
 */
function withoutTemplates(expr: string): string {
  return expr.replaceAll('$', '\\x24').replaceAll('[[', '[\\x5b');
}

function failed(error: unknown): PromReply {
  return { series: {}, errors: [{ ...statusOf(error), message: messageOf(error) }], warnings: [] };
}
