import type { BackendSrv, BackendSrvRequest, FetchResponse } from '@grafana/runtime';
import { defer, from, type Observable } from 'rxjs';

type Handler = (data: unknown) => unknown;

export interface BackendRoutes {
  /** `POST /api/datasources` */
  readonly [methodAndPath: string]: Handler;
}

/** A Grafana API of a few routes; everything else is 404 with a text that says why. */
export function buildBackendSrv(routes: BackendRoutes): BackendSrv {
  const call = async <T>(request: BackendSrvRequest): Promise<FetchResponse<T>> => {
    const { method = 'GET', url, data } = request;
    const handler = routes[`${method} ${url.split('?')[0]}`];
    if (handler === undefined) {
      throw {
        status: 404,
        data: { message: `The preview has no Grafana server: no ${method} ${url}` },
        config: request,
      };
    }
    return {
      data: handler(data) as T,
      status: 200,
      statusText: 'OK',
      ok: true,
      headers: new Headers(),
      redirected: false,
      type: 'basic',
      url,
      config: request,
    };
  };
  const plain =
    (method: string) =>
    async <T>(url: string, data?: unknown): Promise<T> =>
      (await call<T>({ method, url, data })).data;
  const service = {
    get: plain('GET'),
    delete: plain('DELETE'),
    post: plain('POST'),
    patch: plain('PATCH'),
    put: plain('PUT'),
    request: async <T>(request: BackendSrvRequest) => (await call<T>(request)).data,
    datasourceRequest: call,
    fetch: <T>(request: BackendSrvRequest): Observable<FetchResponse<T>> => defer(() => from(call<T>(request))),
    chunked: (request: BackendSrvRequest) => defer(() => from(call<Uint8Array | undefined>(request))),
  };
  return service as BackendSrv;
}
