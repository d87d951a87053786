import { AppEvents, DataQueryErrorType, type EventBusExtended } from '@grafana/data';
import type { BackendSrv, BackendSrvRequest, FetchError, FetchResponse } from '@grafana/runtime';
import {
  catchError,
  defer,
  filter,
  from,
  lastValueFrom,
  map,
  Subject,
  takeUntil,
  throwError,
  throwIfEmpty,
  type Observable,
} from 'rxjs';

import type { Reply } from './reply';

export interface Backend {
  readonly answer: (request: BackendSrvRequest) => Promise<Reply> | Reply;
  /** Where toasts go. */
  readonly events: Pick<EventBusExtended, 'emit'>;
}

const STATUS_TEXT: Readonly<Record<number, string>> = {
  200: 'OK', 400: 'Bad Request', 401: 'Unauthorized', 403: 'Forbidden', 404: 'Not Found', 409: 'Conflict',
  412: 'Precondition Failed', 500: 'Internal Server Error', 502: 'Bad Gateway',
}; // prettier-ignore

/** A failure is told to the user unless whoever asked has marked it as handled by then. */
const TOAST_AFTER_MS = 50;

/** Grafana's client of its own server: errors as plain objects, toasts, one retry after 401, one request for each id. */
export function buildBackendSrv({ answer, events }: Backend): BackendSrv {
  const started = new Subject<string>();

  const send = async <T>(request: BackendSrvRequest): Promise<FetchResponse<T>> => {
    const reply = await answer(request);
    if (reply.status === 401 && (request.retry ?? 0) === 0 && (await isStillLoggedIn(answer))) {
      return toResponse(request, await answer({ ...request, retry: 1 }));
    }
    return toResponse(request, reply);
  };

  const fetch = <T>(request: BackendSrvRequest): Observable<FetchResponse<T>> =>
    defer(() => {
      const { requestId } = request;
      if (requestId !== undefined) {
        started.next(requestId);
      }
      return from(send<T>(request)).pipe(
        map((response) => {
          toastSuccess(events, response);
          return response;
        }),
        catchError((error: FetchError) => throwError(() => withMessage(error, request, events))),
        takeUntil(started.pipe(filter((id) => id === requestId))),
        throwIfEmpty(() => cancelled(request))
      );
    });

  const request = <T>(options: BackendSrvRequest): Promise<T> =>
    lastValueFrom(fetch<T>(options).pipe(map(({ data }) => data)));
  const withBody =
    (method: string) =>
    <T>(url: string, data?: unknown, options?: Partial<BackendSrvRequest>): Promise<T> =>
      request<T>({ ...options, method, url, data });
  const service: Omit<BackendSrv, 'chunked'> = {
    get: (url, params, requestId, options) => request({ ...options, method: 'GET', url, params, requestId }),
    delete: withBody('DELETE'),
    post: withBody('POST'),
    patch: withBody('PATCH'),
    put: withBody('PUT'),
    request,
    datasourceRequest: (options) => lastValueFrom(fetch(options)),
    fetch,
  };
  return service as BackendSrv;
}

function toResponse<T>(config: BackendSrvRequest, { status, data }: Reply): FetchResponse<T> {
  const statusText = STATUS_TEXT[status] ?? '';
  if (status < 200 || status > 299) {
    throw { status, statusText, data, config, traceId: undefined } satisfies FetchError;
  }
  return {
    data: data as T,
    status,
    statusText,
    ok: true,
    headers: new Headers(),
    redirected: false,
    type: 'basic',
    url: config.url,
    config,
  };
}

async function isStillLoggedIn(answer: Backend['answer']): Promise<boolean> {
  const { status } = await answer({ method: 'GET', url: '/api/login/ping', retry: 1 });
  return status < 300;
}

/** `data` is always an object with a message; the user is told, unless that is declined or left to whoever asked. */
function withMessage(error: FetchError, request: BackendSrvRequest, events: Backend['events']): FetchError {
  error.data ??= { message: 'Unexpected error' };
  if (typeof error.data === 'string') {
    error.data = { message: error.data, error: error.statusText, response: error.data };
  }
  if (!error.data.message && typeof error.data.error === 'string') {
    error.data.message = error.data.error;
  }
  const { message } = error.data;
  if (
    message &&
    request.showErrorAlert !== false &&
    !(request.showErrorAlert === undefined && isDataQuery(request.url))
  ) {
    setTimeout(() => {
      if (!error.isHandled) {
        events.emit(error.status < 500 ? AppEvents.alertWarning : AppEvents.alertError, [message]);
      }
    }, TOAST_AFTER_MS);
  }
  return error;
}

function toastSuccess(events: Backend['events'], { config, data }: FetchResponse): void {
  const isSilent = config.method === 'GET' || isDataQuery(config.url);
  if (config.showSuccessAlert === false || (config.showSuccessAlert === undefined && isSilent)) {
    return;
  }
  const message = (data as { message?: string } | null)?.message;
  if (message) {
    events.emit(AppEvents.alertSuccess, [message]);
  }
}

const isDataQuery = (url: string): boolean => /api\/(ds\/query|datasources\/proxy)/.test(url);

const cancelled = (config: BackendSrvRequest) => ({
  type: DataQueryErrorType.Cancelled,
  cancelled: true,
  data: null,
  status: -1,
  statusText: 'Request was aborted',
  config,
});
