import {
  DataTopic,
  LoadingState,
  toDataFrame,
  type DataFrame,
  type DataQueryRequest,
  type DataQueryResponse,
  type DataSourceApi,
  type PanelData,
} from '@grafana/data';
import { toDataQueryError } from '@grafana/runtime';
import { catchError, concat, defer, from, map, of, scan, type Observable } from 'rxjs';

/** Runs a panel's request as Grafana does: annotation-topic frames apart, errors as a state beside what arrived. */
export function runRequest(
  datasource: DataSourceApi,
  request: DataQueryRequest,
  queryFunction?: DataSourceApi['query']
): Observable<PanelData> {
  const loading: PanelData = { state: LoadingState.Loading, series: [], request, timeRange: request.range };
  if (request.targets.length === 0) {
    return of({ ...loading, state: LoadingState.Done });
  }
  const answers = defer(() => from((queryFunction ?? datasource.query).call(datasource, request))).pipe(
    scan(keepByKey, new Map<string, DataQueryResponse>()),
    map((packets) => toPanelData(loading, [...packets.values()])),
    catchError((error: unknown) => of(failed(loading, error)))
  );
  return concat(of(loading), answers);
}

/** A source that answers in parts gives each part a key; a part replaces its predecessor. */
function keepByKey(packets: Map<string, DataQueryResponse>, packet: DataQueryResponse): Map<string, DataQueryResponse> {
  return new Map(packets).set(packet.key ?? 'A', packet);
}

function toPanelData(loading: PanelData, packets: readonly DataQueryResponse[]): PanelData {
  const frames: readonly DataFrame[] = packets.flatMap(({ data }) => data.map((frame) => toDataFrame(frame)));
  const isAnnotation = (frame: DataFrame) => frame.meta?.dataTopic === DataTopic.Annotations;
  const errors = packets.flatMap(({ error, errors: all }) => all ?? (error ? [error] : []));
  return {
    ...loading,
    state: errors.length > 0 ? LoadingState.Error : (packets.at(-1)?.state ?? LoadingState.Done),
    series: frames.filter((frame) => !isAnnotation(frame)),
    annotations: frames.filter(isAnnotation),
    ...(errors.length > 0 ? { error: errors[0], errors } : {}),
  };
}

function failed(loading: PanelData, reason: unknown): PanelData {
  const error = toDataQueryError(reason);
  return { ...loading, state: LoadingState.Error, error, errors: [error] };
}
