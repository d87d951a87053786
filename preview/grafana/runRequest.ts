import {
  CoreApp,
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
import type { DataQuery } from '@grafana/schema';
import { catchError, from, map, merge, of, share, takeUntil, timer, type Observable } from 'rxjs';

type Query = DataSourceApi['query'];

/** Answers that come sooner are shown without a loading state between. */
const LOADING_AFTER_MS = 200;

/** Runs a panel's request as Grafana 12.4 does: annotation-topic frames apart, errors as a state beside what arrived. */
export function runRequest(source: DataSourceApi, request: DataQueryRequest, query?: Query): Observable<PanelData> {
  let shown: PanelData = { state: LoadingState.Loading, series: [], request, timeRange: request.range };
  if (request.targets.length === 0) {
    request.endTime = Date.now();
    return of({ ...shown, state: LoadingState.Done });
  }
  const loading = shown;
  const packets = new Map<string, DataQueryResponse>();
  const answers = ask(source, request, query).pipe(
    map((packet) => {
      request.endTime = Date.now();
      const visible = withoutHidden(packet, request.targets);
      packets.set(keyOf(visible), visible);
      shown = toPanelData(request, visible, [...packets.values()]);
      return shown;
    }),
    // What arrived before stays; what was thrown is `error`, not among `errors`.
    catchError((thrown: unknown) => of({ ...shown, state: LoadingState.Error, error: toDataQueryError(thrown) })),
    share()
  );
  return merge(
    timer(LOADING_AFTER_MS).pipe(
      map(() => loading),
      takeUntil(answers)
    ),
    answers
  );
}

function ask(
  source: DataSourceApi,
  request: DataQueryRequest,
  query: Query | undefined
): Observable<DataQueryResponse> {
  const complete = (target: DataQuery) =>
    isEmpty(target) ? { ...source.getDefaultQuery?.(CoreApp.PanelEditor), ...target } : target;
  request.targets = request.targets.map(complete);
  if (query !== undefined) {
    return from(query(request));
  }
  request.targets = request.targets.filter((target) => source.filterQuery?.(target) ?? true);
  return request.targets.length === 0 ? of({ data: [] }) : from(source.query(request));
}

/** Nothing but what every query has. */
const isEmpty = (target: DataQuery): boolean =>
  Object.keys(target).every((key) => ['refId', 'hide', 'key', 'queryType', 'datasource', 'label'].includes(key));

const withoutHidden = (packet: DataQueryResponse, targets: readonly DataQuery[]): DataQueryResponse => {
  const hidden = targets.filter(({ hide }) => hide).map(({ refId }) => refId);
  return { ...packet, data: packet.data.filter(({ refId }: { refId?: string }) => !hidden.includes(refId ?? '')) };
};

/** A source that answers in parts gives each part a key; a part replaces its predecessor. */
const keyOf = ({ key, data }: DataQueryResponse): string =>
  key ?? (data[0] as { refId?: string } | undefined)?.refId ?? 'A';

function toPanelData(request: DataQueryRequest, last: DataQueryResponse, all: readonly DataQueryResponse[]): PanelData {
  const frames: readonly DataFrame[] = all.flatMap(({ data }) => data.map((frame) => toDataFrame(frame)));
  const isAnnotation = ({ meta }: DataFrame) => meta?.dataTopic === DataTopic.Annotations;
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- Grafana reads both
  const failed = all.findLast(({ error, errors = [] }) => error !== undefined || errors.length > 0);
  return {
    state: failed ? LoadingState.Error : (last.state ?? LoadingState.Done),
    series: frames.filter((frame) => !isAnnotation(frame)),
    annotations: frames.filter(isAnnotation),
    // eslint-disable-next-line @typescript-eslint/no-deprecated -- as above
    ...(failed && { error: failed.error, errors: failed.errors }),
    request,
    timeRange: request.range,
  };
}
