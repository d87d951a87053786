import { readFileSync } from 'node:fs';
import path from 'node:path';

import {
  dateTime,
  EventBusSrv,
  type DataSourceApi,
  type DataSourceInstanceSettings,
  type ScopedVars,
} from '@grafana/data';
import { isFetchError, setTemplateSrv, type GetDataSourceListFilters } from '@grafana/runtime';

import { buildBackendSrv } from './backendSrv';
import { StandInDataSourceSrv } from './dataSourceSrv';
import { buildServer } from './grafanaServer';
import { sourceSettings } from './sourceSettings';
import { buildTemplateSrv } from './templateSrv';

interface Recorded {
  readonly service: 'DataSourceSrv' | 'TemplateSrv' | 'BackendSrv';
  readonly call: string;
  readonly title?: string;
  readonly args: readonly unknown[];
  readonly result?: unknown;
  readonly error?: Readonly<Record<string, unknown>>;
}

const PROMETHEUS = sourceSettings({
  uid: 'prometheus',
  name: 'Prometheus',
  type: 'prometheus',
  isDefault: true,
  jsonData: {},
});
const OTHERS = [
  sourceSettings({ uid: 'prom3', name: 'Prom edge-2', type: 'prometheus', jsonData: {} }),
  sourceSettings({ uid: 'tidemark', name: 'Tidemark', type: 'tidemark-nodememory-datasource', jsonData: {} }),
  sourceSettings({ uid: 'tide3', name: 'Tidemark edge-2', type: 'tidemark-nodememory-datasource', jsonData: {} }),
];

function read(file: string): readonly Recorded[] {
  const folder = path.join(__dirname, '../../test/fixtures/grafana-12.4-services');
  const lines = readFileSync(path.join(folder, file), 'utf8').trim().split('\n');
  return lines.map((line) => JSON.parse(line) as Recorded);
}

const titleOf = ({ service, call, title, args }: Recorded): string =>
  `${service}.${call} ${title ?? JSON.stringify(args)}`;

async function outcomeOf(run: () => Promise<unknown>): Promise<unknown> {
  try {
    return { result: (await run()) ?? null };
  } catch (thrown) {
    return { error: describeError(thrown as Record<string, unknown>) };
  }
}

/** As the recording keeps it. */
function describeError(thrown: Readonly<Record<string, unknown>>): object {
  const isError = thrown instanceof Error;
  if (!isFetchError(thrown)) {
    return { message: thrown.message, isError };
  }
  const { status, statusText, data, cancelled = null } = thrown;
  return { status, statusText, data, keys: Object.keys(thrown), cancelled, isFetchError: true, isError };
}

async function answer(line: Recorded, sources: readonly DataSourceInstanceSettings[]): Promise<unknown> {
  const templates = buildTemplateSrv();
  setTemplateSrv(templates);
  switch (line.service) {
    case 'DataSourceSrv':
      return askSources(line, sources);
    case 'TemplateSrv':
      return askTemplates(line, templates);
    case 'BackendSrv':
      return buildBackendSrv({ answer: serverOf(sources).answer, events: new EventBusSrv() }).get(String(line.args[0]));
  }
}

async function askSources({ call, args }: Recorded, sources: readonly DataSourceInstanceSettings[]): Promise<unknown> {
  const server = serverOf(sources);
  const build = ({ uid, name, type }: DataSourceInstanceSettings) => ({ uid, name, type }) as DataSourceApi;
  const service = new StandInDataSourceSrv({ load: () => Promise.resolve(server.list()), build }, server.list());
  const [given] = args as ReadonlyArray<Parameters<typeof service.get>[0]>;
  switch (call) {
    case 'getList':
      return service.getList(filtersOf(args[0] as RecordedFilters)).map(cut);
    case 'getInstanceSettings': {
      const settings = service.getInstanceSettings(given);
      return settings && cut(settings);
    }
    default:
      return service.get(given);
  }
}

type RecordedFilters = Omit<GetDataSourceListFilters, 'filter'> & { readonly filter?: string };

/** The recording keeps a filter as the text of its body. */
const filtersOf = ({ filter, ...filters }: RecordedFilters): GetDataSourceListFilters => ({
  ...filters,
  ...(filter !== undefined && { filter: ({ type }) => filter === 'true' || type === 'prometheus' }),
});

const cut = ({ uid, name, type, isDefault, meta }: DataSourceInstanceSettings) => ({
  uid,
  name,
  type,
  isDefault: isDefault === true,
  metaId: meta.id,
});

function askTemplates({ call, args, result }: Recorded, templates: ReturnType<typeof buildTemplateSrv>): unknown {
  const [target, scopedVars, format] = args as readonly [string, ScopedVars | undefined, string | null | undefined];
  if (call === 'containsTemplate') {
    return templates.containsTemplate(target);
  }
  if (target.includes('__from')) {
    const from = dateTime(Number.isNaN(Number(result)) ? String(result) : Number(result));
    templates.updateTimeRange({ from, to: from, raw: { from, to: from } });
  }
  return format === undefined
    ? templates.replace(target, scopedVars)
    : // Recorded without the words around it and with the format in the variable's braces.
      templates.replace(format === null ? `pre ${target} post` : `pre \${x:${format}} post`, scopedVars);
}

const serverOf = (sources: readonly DataSourceInstanceSettings[]) =>
  buildServer({ sources, metas: {}, hasPermission: () => true, askPrometheus: answerAsPrometheus });

/** Prometheus' own words to the two queries of the recording. */
const answerAsPrometheus = (asked: string) =>
  Promise.resolve(
    asked.includes('sum%28')
      ? { status: 400, data: { status: 'error', errorType: 'bad_data', error: UNCLOSED } }
      : { status: 200, data: { status: 'success', data: { resultType: 'scalar', result: [0, '2'] } } }
  );

const UNCLOSED = 'invalid parameter "query": 1:5: parse error: unclosed left parenthesis';

describe.each([
  ['with-tidemark.jsonl', [PROMETHEUS, ...OTHERS]],
  ['without-tidemark.jsonl', [PROMETHEUS]],
])('%s', (file, sources) => {
  const lines = read(file);

  it.each(lines.map((line, index) => [index + 1, titleOf(line), line] as const))('line %i: %s', async (_, __, line) => {
    const { result, error } = line;
    const outcome = await outcomeOf(() => answer(line, sources));
    expect(outcome).toEqual(error === undefined ? { result: result ?? null } : { error });
  });
});
