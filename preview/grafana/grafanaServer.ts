import type { DataSourceInstanceSettings } from '@grafana/data';
import type { BackendSrvRequest } from '@grafana/runtime';

import { annotationRoutes } from './annotationStore';
import type { ListedSources } from './dataSourceSrv';
import type { Handler } from './handler';
import { failure, type Reply } from './reply';
import { BUILT_IN_SOURCES, sourceSettings } from './sourceSettings';

interface Start {
  readonly sources: readonly DataSourceInstanceSettings[];
  /** Of the plugins whose sources can be added. */
  readonly metas: Readonly<Record<string, DataSourceInstanceSettings['meta']>>;
  readonly hasPermission: (action: string) => boolean;
  /** Answers for a Prometheus behind Grafana: the path and query of its API. */
  readonly askPrometheus: (path: string) => Promise<Reply> | Reply;
}

/** As much of Grafana's server as the plugin asks, in memory: data sources, annotations, the ways to Prometheus beside queries. */
export function buildServer({ sources, metas, hasPermission, askPrometheus }: Start) {
  let held = [...sources];
  const list = () => listedSources(held);
  const find = (uid: string | undefined) => held.find((one) => one.uid === uid);

  const add = (data: unknown): Reply => {
    const { name, type, jsonData } = data as Pick<DataSourceInstanceSettings, 'name' | 'type' | 'jsonData'>;
    if (held.some((one) => one.name === name)) {
      return failure(409, 'data source with the same name already exists');
    }
    const uid = `made-${held.length}`;
    const meta = metas[type];
    held = [...held, sourceSettings({ uid, name, type, jsonData, isDefault: false, ...(meta && { meta }) })];
    return {
      status: 200,
      data: { datasource: { uid, name, type }, id: held.length, message: 'Datasource added', name },
    };
  };
  const remove = (uid: string): Reply => {
    if (find(uid) === undefined) {
      return failure(404, 'Data source not found');
    }
    held = held.filter((one) => one.uid !== uid);
    return { status: 200, data: { message: 'Data source deleted' } };
  };
  const health = async (uid: string): Promise<Reply> => {
    const { status, data } = await askPrometheus('/api/v1/query?query=1%2B1');
    const features = { application: 'Prometheus', features: { rulerApiEnabled: false } };
    return find(uid)?.type === 'prometheus' && status === 200
      ? { status, data: { details: features, message: 'Successfully queried the Prometheus API.', status: 'OK' } }
      : { status: 400, data };
  };

  const resources = async (uid: string, path: string): Promise<Reply> => {
    if (find(uid) === undefined) {
      return { status: 500, data: { message: 'Unable to load datasource meta data', traceID: '' } };
    }
    try {
      return await askPrometheus(path);
    } catch {
      const messageId = 'plugin.requestFailureError';
      return { status: 500, data: { statusCode: 500, messageId, message: 'An error occurred within the plugin' } };
    }
  };

  const may =
    (action: string, handler: Handler): Handler =>
    (asked) =>
      hasPermission(action)
        ? handler(asked)
        : failure(403, `You'll need additional permissions to perform this action. Permissions needed: ${action}`);
  const routes: ReadonlyArray<readonly [RegExp, Handler]> = [
    [/^GET \/api\/login\/ping$/, () => ({ status: 200, data: { message: 'Logged in' } })],
    [/^GET \/api\/frontend\/settings$/, () => ({ status: 200, data: list() })],
    [/^POST \/api\/datasources$/, may('datasources:create', ({ data }) => add(data))],
    [/^DELETE \/api\/datasources\/uid\/[^/]+$/, may('datasources:delete', ({ path }) => remove(path.split('/')[4]!))],
    [/^GET \/api\/datasources\/uid\/[^/]+$/, ({ path }) => one(find(path.split('/')[4]))],
    [/^GET \/api\/datasources\/uid\/[^/]+\/health$/, ({ path }) => health(path.split('/')[4]!)],
    [
      /^GET \/api\/datasources\/uid\/[^/]+\/resources\/api\/v1\//,
      ({ path, params }) => resources(path.split('/')[4]!, `/${path.split('/').slice(6).join('/')}?${params}`),
    ],
    [
      /^GET \/api\/datasources\/proxy\/uid\/[^/]+\/api\/v1\//,
      ({ path, params }) =>
        find(path.split('/')[5]) === undefined
          ? { status: 404, data: { message: 'Unable to find datasource', traceID: '' } }
          : askPrometheus(`/${path.split('/').slice(6).join('/')}?${params}`),
    ],
    ...annotationRoutes(may),
  ];

  return {
    list,
    answer: async ({ method = 'GET', url, data, params = {} }: BackendSrvRequest): Promise<Reply> => {
      const { pathname: path, searchParams } = new URL(url, 'http://grafana');
      Object.entries(params).flatMap(([key, value]) =>
        [value].flat().map((each) => searchParams.append(key, String(each)))
      );
      const route = routes.find(([pattern]) => pattern.test(`${method} ${path}`));
      return route ? route[1]({ path, params: searchParams, data }) : failure(404, 'Not found');
    },
  };
}

/** These and what every Grafana has, as its server lists them for the browser. */
export const listedSources = (sources: readonly DataSourceInstanceSettings[]): ListedSources => ({
  datasources: Object.fromEntries([...sources, ...BUILT_IN_SOURCES].map((source) => [source.name, source])),
  defaultDatasource: sources.find(({ isDefault }) => isDefault)?.name ?? '-- Grafana --',
});

const one = (settings: DataSourceInstanceSettings | undefined): Reply =>
  settings ? { status: 200, data: settings } : failure(404, 'Data source not found');
