import { toDataFrame, type DataQueryRequest, type DataQueryResponse } from '@grafana/data';

import { FakePrometheus, holdDataSources, holdVariables, instanceSettings } from '../../test/fixtures/fakeGrafana';
import { grafanaEmission } from '../../test/fixtures/grafanaEmission';
import { SIGNALS } from '../prometheus/signals/catalogue';

import { TidemarkDataSource } from './datasource';
import type { TidemarkJsonData } from './jsonData';
import { DATASOURCE_TYPE } from './pluginId';

const one = (refId: string, labels: Record<string, string>, value: number) =>
  toDataFrame({
    refId,
    fields: [
      { name: 'Time', type: 'time', values: [0] },
      { name: 'Value', type: 'number', labels, values: [value] },
    ],
  });
const none = (refId: string) => ({ refId, length: 0, fields: [] });

/** A Prometheus with these nodes, and all signals but the absent ones. */
function holding(nodes: readonly string[], absent: readonly string[] = []) {
  return ({ targets }: DataQueryRequest): DataQueryResponse => ({
    data: targets.flatMap(({ refId }) => {
      if (refId === 'nodeInfo') {
        return nodes.length === 0 ? [none(refId)] : nodes.map((node) => one(refId, { node }, 1));
      }
      return refId.startsWith('signal-') && !absent.includes(refId)
        ? [one(refId, { tidemark: 'count' }, 3)]
        : [none(refId)];
    }),
  });
}

function healthOf(
  answer: ((request: DataQueryRequest) => DataQueryResponse) | undefined,
  jsonData: TidemarkJsonData = { promUid: 'prom' }
) {
  const settings = instanceSettings({ uid: 'tm', name: 'Tidemark', type: DATASOURCE_TYPE, jsonData });
  holdVariables();
  holdDataSources(answer ? [new FakePrometheus(answer)] : []);
  return new TidemarkDataSource(settings).testDatasource();
}

test('says what it is connected to, how many nodes there are, and that nothing is missing', async () => {
  expect(await healthOf(holding(['a', 'b', 'c']))).toMatchObject({
    status: 'success',
    message: 'Connected to Prometheus "Prometheus". Found 3 nodes. Nothing is missing.',
  });
});

test('says of each kind of series that is missing what it costs and which setting brings it back', async () => {
  const { status, message, details } = await healthOf(
    holding(['lab-node'], ['signal-rootCgroup', 'signal-kubepodsLimit'])
  );
  expect(status).toBe('success');
  expect(message).toContain(`Found one node, lab-node. 2 of ${SIGNALS.length} kinds of series are missing`);
  for (const { series, costs, remedy } of SIGNALS.filter(({ id }) => ['rootCgroup', 'kubepodsLimit'].includes(id))) {
    expect(details?.message).toContain(`Missing: ${series}. ${costs} ${remedy}`);
  }
});

test('without a node says what to scrape', async () => {
  expect(await healthOf(holding([]))).toMatchObject({
    status: 'warning',
    message: expect.stringContaining('It knows no node in the last hour'),
  });
});

test('a server that cannot be reached is an error in its own words', async () => {
  const recorded = grafanaEmission('connection-refused');
  const answer = ({ targets }: DataQueryRequest) => ({
    ...recorded,
    errors: targets.map(({ refId }) => ({ ...recorded.errors?.[0], refId })),
  });
  expect(await healthOf(answer)).toMatchObject({
    status: 'error',
    message: expect.stringContaining('connection refused'),
  });
});

test('what is set wrongly is told as well', async () => {
  const { status, details } = await healthOf(holding(['a']), { promUid: 'prom', labels: { node: 'no label' } });
  expect(status).toBe('warning');
  expect(details?.message).toContain('Setting ignored: labels.node: not a Prometheus label name ("no label")');
});

test.each([
  ['no Prometheus', {}, 'No Prometheus is chosen'],
  ['a Prometheus that is gone', { promUid: 'gone' }, 'does not exist or you may not query it'],
])('%s is an error, never an exception', async (_, jsonData, message) => {
  expect(await healthOf(undefined, jsonData)).toEqual({ status: 'error', message: expect.stringContaining(message) });
});
