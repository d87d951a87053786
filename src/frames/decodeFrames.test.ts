import { FieldType, toDataFrame } from '@grafana/data';

import { grafanaEmission } from '../../test/fixtures/grafanaEmission';

import { decodeFrames } from './decodeFrames';

describe('what Grafana 12.4 answers', () => {
  test('each query of Figure 3 becomes its series, the metric name among the labels', () => {
    const { series, errors, warnings } = decodeFrames(grafanaEmission('figure-3'));
    expect(Object.keys(series)).toEqual(['nodeWorkingSet', 'podsWorkingSet', 'allocatable', 'kubepodsLimit']);
    expect(series.allocatable).toEqual([
      {
        labels: expect.objectContaining({ __name__: 'kube_node_status_allocatable', node: 'lab-node' }),
        times: [1795295130000, 1795295160000, 1795295190000, 1795295220000],
        values: [4787511296, 4787511296, 4787511296, 4787511296],
      },
    ]);
    expect([errors, warnings]).toEqual([[], []]);
  });

  test('a query that fails leaves its error, and the other its series', () => {
    const { series, errors } = decodeFrames(grafanaEmission('one-of-two-fails'));
    expect(Object.keys(series)).toEqual(['A']);
    expect(errors).toEqual([
      { refId: 'B', status: 400, message: 'bad_data: 1:5: parse error: unclosed left parenthesis' },
    ]);
  });

  test('a server that cannot be reached is an error without frames', () => {
    const { series, errors } = decodeFrames(grafanaEmission('connection-refused'));
    expect(series).toEqual({});
    expect(errors).toEqual([expect.objectContaining({ refId: 'A', status: 502 })]);
  });

  test('an answer without series is an empty list, not an absent one', () => {
    expect(decodeFrames(grafanaEmission('empty')).series).toEqual({ A: [], B: [] });
  });

  test('the notes of Prometheus 3 are warnings', () => {
    expect(decodeFrames(grafanaEmission('info-annotation')).warnings).toEqual([
      expect.stringContaining('metric might not be a counter'),
    ]);
  });

  test.each([
    ['A', NaN],
    ['B', Infinity],
    ['C', -Infinity],
  ])('query %s keeps %d', (refId, value) => {
    expect(decodeFrames(grafanaEmission('nan-and-inf')).series[refId]?.[0]?.values).toEqual(Array(4).fill(value));
  });

  test('an instant query gives a series of one point for each frame of its refId', () => {
    const pods = decodeFrames(grafanaEmission('instant-time-series')).series.A ?? [];
    expect(pods.length).toBeGreaterThan(1);
    expect(pods.map(({ times }) => times)).toEqual(pods.map(() => [1795295900000]));
  });

  test('a label keeps whatever text it holds', () => {
    expect(decodeFrames(grafanaEmission('label-escaping')).series.A?.[0]?.labels.pod).toBe(
      '<img src=x onerror=alert(1)>"\\{}'
    );
  });
});

test('a wide frame gives a series for each number field, without the times it has no number for', () => {
  const frame = toDataFrame({
    refId: 'A',
    fields: [
      { name: 'Time', type: FieldType.time, values: [1000, 2000] },
      { name: 'a', type: FieldType.number, values: [1, null] },
      { name: 'b', type: FieldType.number, values: [3, 4], labels: { pod: 'b' } },
    ],
  });
  expect(decodeFrames({ data: [frame] }).series.A).toEqual([
    { labels: {}, times: [1000], values: [1] },
    { labels: { pod: 'b' }, times: [1000, 2000], values: [3, 4] },
  ]);
});

test('a series that comes twice is an error of its query', () => {
  const frame = {
    refId: 'A',
    fields: [
      { name: 'Time', type: FieldType.time, values: [1000] },
      { name: 'Value', type: FieldType.number, values: [1] },
    ],
  };
  expect(decodeFrames({ data: [toDataFrame(frame), toDataFrame(frame)] })).toEqual({
    series: {},
    errors: [{ refId: 'A', message: 'the series {} came twice' }],
    warnings: [],
  });
});
