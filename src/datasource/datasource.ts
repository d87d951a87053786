import {
  DataSourceApi,
  type CoreApp,
  type DataQueryRequest,
  type DataQueryResponse,
  type DataSourceGetTagKeysOptions,
  type DataSourceGetTagValuesOptions,
  type DataSourceInstanceSettings,
  type GetTagResponse,
  type MetricFindValue,
  type ScopedVars,
  type TestDataSourceResponse,
  type TimeRange,
} from '@grafana/data';
import { Observable } from 'rxjs';

import { shared } from '../prometheus/ports/sharedPort';

import { annotationSupport } from './annotationSupport';
import { answerRequest } from './answerRequest';
import { defaultQuery } from './defaultQuery';
import { identities } from './identities';
import { decodeSettings, type Settings, type TidemarkJsonData } from './jsonData';
import { findClusterNames, findNamespaces, findNodeNames } from './nameLookup';
import { loadHealth } from './lazy';
import { withNames } from './nodeNames';
import { knownPods } from './nodePods';
import type { TidemarkQuery } from './query';
import { describeQuery } from './queryKinds';
import type { Source } from './source';
import { TidemarkVariables } from './variables';
import { loadWrapped, timeIntervalOf } from './wrappedSource';

/** Node memory computed from the Prometheus data source that the settings name, with the rights of whoever looks at it. */
export class TidemarkDataSource extends DataSourceApi<TidemarkQuery, TidemarkJsonData> {
  readonly settings: Settings;
  override annotations = annotationSupport;
  override variables: DataSourceApi<TidemarkQuery, TidemarkJsonData>['variables'] = new TidemarkVariables(this);
  private readonly source: Source;

  constructor(instanceSettings: DataSourceInstanceSettings<TidemarkJsonData>) {
    super(instanceSettings);
    this.settings = decodeSettings(instanceSettings.jsonData);
    const { promUid } = this.settings;
    const timeInterval = timeIntervalOf(promUid);
    // Grafana takes it as the least step of a panel, so it is the wrapped source's.
    this.interval = timeInterval;
    this.source = {
      settings: this.settings,
      timeInterval,
      nodes: identities(),
      pods: knownPods(),
      shared: shared(),
      loadWrapped: () => loadWrapped({ promUid, name: instanceSettings.name }),
    };
  }

  override query(request: DataQueryRequest<TidemarkQuery>): Observable<DataQueryResponse> {
    return cancellable((signal, onPart) => answerRequest(this.source, request, signal, onPart));
  }

  override async testDatasource(): Promise<TestDataSourceResponse> {
    const { checkHealth } = await loadHealth();
    return checkHealth(this.source);
  }

  override getDefaultQuery(_app: CoreApp): Partial<TidemarkQuery> {
    return defaultQuery();
  }

  override getQueryDisplayText(query: TidemarkQuery): string {
    return describeQuery(query);
  }

  override interpolateVariablesInQueries(queries: TidemarkQuery[], scopedVars: ScopedVars): TidemarkQuery[] {
    return queries.map((query) => withNames(query, scopedVars));
  }

  /** The names of the nodes, for editors and variables. Rejects with what Prometheus said. */
  nodeNames(of: { readonly cluster?: string }, range?: TimeRange, scopedVars?: ScopedVars): Promise<readonly string[]> {
    return findNodeNames(this.source, { ...of, range, scopedVars });
  }

  /** The values of the cluster label; none where there is no such label. Rejects with what Prometheus said. */
  clusterNames(range?: TimeRange): Promise<readonly string[]> {
    return findClusterNames(this.source, { range });
  }

  /** The namespaces that had a pod, in a cluster or on a node. Rejects with what Prometheus said. */
  namespaceNames(
    of: { readonly cluster?: string; readonly node?: string },
    range?: TimeRange,
    scopedVars?: ScopedVars
  ): Promise<readonly string[]> {
    return findNamespaces(this.source, { ...of, range, scopedVars });
  }

  // The labels are Prometheus'; our queries have no expressions by which it could narrow them.
  override async getTagKeys(options?: DataSourceGetTagKeysOptions<TidemarkQuery>): Promise<MetricFindValue[]> {
    const wrapped = await this.source.loadWrapped();
    return listed(await wrapped.getTagKeys?.(options && { ...options, queries: [] }));
  }

  override async getTagValues(options: DataSourceGetTagValuesOptions<TidemarkQuery>): Promise<MetricFindValue[]> {
    const wrapped = await this.source.loadWrapped();
    return listed(await wrapped.getTagValues?.({ ...options, queries: [] }));
  }
}

/** A promise as an observable of its value, and of what it has before: unsubscribing aborts it. */
function cancellable<T>(start: (signal: AbortSignal, onPart: (part: T) => void) => Promise<T>): Observable<T> {
  return new Observable((subscriber) => {
    const abort = new AbortController();
    start(abort.signal, (part) => subscriber.next(part)).then(
      (value) => {
        subscriber.next(value);
        subscriber.complete();
      },
      (error: unknown) => subscriber.error(error)
    );
    return () => abort.abort();
  });
}

function listed(answer: GetTagResponse | MetricFindValue[] | undefined): MetricFindValue[] {
  return Array.isArray(answer) ? answer : [...(answer?.data ?? [])];
}
