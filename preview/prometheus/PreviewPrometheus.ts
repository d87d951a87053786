import {
  DataSourceApi,
  rangeUtil,
  type DataQueryRequest,
  type DataQueryResponse,
  type DataSourceInstanceSettings,
  type MetricFindValue,
  type ScopedVars,
  type TimeRange,
} from '@grafana/data';
import { getBackendSrv, getTemplateSrv, type BackendSrvRequest } from '@grafana/runtime';
import { lastValueFrom, Observable } from 'rxjs';

import type { Endpoint } from './askPrometheus';
import { findMetrics, listLabels } from './findMetrics';
import { queryPrometheus } from './queryPrometheus';
import type { PromTarget } from './target';

/** Stands where Grafana's own Prometheus data source stands: same queries in, same frames and errors out. */
export class PreviewPrometheus extends DataSourceApi<PromTarget> {
  override readonly annotations = {};
  private readonly endpoint: Endpoint = { url: '/prom', fetch: window.fetch.bind(window) };
  private readonly scrapeIntervalMs: number;

  constructor(settings: DataSourceInstanceSettings) {
    super(settings);
    const { timeInterval = '15s' } = settings.jsonData as { timeInterval?: string };
    this.interval = timeInterval;
    this.scrapeIntervalMs = rangeUtil.intervalToMs(timeInterval);
  }

  override query(request: DataQueryRequest<PromTarget>): Observable<DataQueryResponse> {
    return new Observable((subscriber) => {
      const stop = new AbortController();
      const { range, intervalMs, maxDataPoints = 1000 } = request;
      queryPrometheus(
        this.endpoint,
        {
          targets: request.targets.map((target) => interpolate(target, request.scopedVars)),
          app: request.app,
          fromMs: range.from.valueOf(),
          toMs: range.to.valueOf(),
          intervalMs,
          maxDataPoints,
          scrapeIntervalMs: this.scrapeIntervalMs,
        },
        stop.signal
      ).then(
        (response) => {
          subscriber.next(response);
          subscriber.complete();
        },
        (error: unknown) => subscriber.error(error)
      );
      return () => stop.abort();
    });
  }

  /** As DataSourceWithBackend asks. */
  async getResource(path: string, params?: Record<string, string>, options?: Partial<BackendSrvRequest>) {
    const url = `/api/datasources/uid/${this.uid}/resources/${path}`;
    const reply = getBackendSrv().fetch({ ...options, method: 'GET', url, ...(params && { params }) });
    return (await lastValueFrom(reply)).data;
  }

  override metricFindQuery(
    query: string,
    options?: { range?: TimeRange; scopedVars?: ScopedVars }
  ): Promise<MetricFindValue[]> {
    return findMetrics(this.endpoint, getTemplateSrv().replace(query, options?.scopedVars), options?.range);
  }

  override getTagKeys(): Promise<MetricFindValue[]> {
    return listLabels(this.endpoint);
  }

  override getTagValues({ key }: { key: string }): Promise<MetricFindValue[]> {
    return findMetrics(this.endpoint, `label_values(${key})`);
  }

  override async testDatasource() {
    await listLabels(this.endpoint);
    return { status: 'success', message: 'Successfully queried the Prometheus API.' };
  }
}

/** Interval variables are left to the client, as Grafana leaves them to its backend. */
function interpolate(target: PromTarget, { __interval, __interval_ms, ...scopedVars }: ScopedVars): PromTarget {
  const replace = (text?: string) => getTemplateSrv().replace(text, scopedVars, escapeForPromQl);
  return { ...target, expr: replace(target.expr), legendFormat: target.legendFormat && replace(target.legendFormat) };
}

function escapeForPromQl(value: string | string[]): string {
  const escape = (one: string) => one.replace(/\\/g, '\\\\').replace(/"/g, '\\"');
  return Array.isArray(value)
    ? `(${value.map((one) => escape(one.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))).join('|')})`
    : escape(value);
}
