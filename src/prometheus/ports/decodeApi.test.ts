import { decode } from './decodeApi';

const matrix = (...result: unknown[]) => ({ status: 'success', data: { resultType: 'matrix', result } });

test('a range becomes series in milliseconds, with NaN and ±Inf as numbers', () => {
  const values = [
    [1795295100, '1'],
    [1795295130.5, 'NaN'],
    [1795295160, '+Inf'],
    [1795295190, '-Inf'],
  ];
  expect(decode(matrix({ metric: { pod: 'a' }, values }))).toEqual({
    ok: true,
    series: [
      {
        labels: { pod: 'a' },
        times: [1795295100000, 1795295130500, 1795295160000, 1795295190000],
        values: [1, NaN, Infinity, -Infinity],
      },
    ],
    warnings: [],
  });
});

test.each([
  ['vector', [{ metric: { a: 'b' }, value: [1, '2'] }], { a: 'b' }],
  ['scalar', [1, '2'], {}],
])('a %s becomes series of one point', (resultType, result, labels) => {
  expect(decode({ status: 'success', data: { resultType, result } })).toEqual({
    ok: true,
    series: [{ labels, times: [1000], values: [2] }],
    warnings: [],
  });
});

test('no series at all is an answer', () => {
  expect(decode(matrix())).toEqual({ ok: true, series: [], warnings: [] });
});

test.each([
  ['a warning', { warnings: ['slow store'] }, ['slow store']],
  ['a remark, told from a warning', { infos: ['no counter'] }, ['PromQL info: no counter']],
  ['a remark as Prometheus words it', { infos: ['PromQL info: no counter'] }, ['PromQL info: no counter']],
  ['none', { warnings: null, infos: null }, []],
  ['what VictoriaMetrics calls partial', { isPartial: true }, [expect.stringMatching(/^partial response/)]],
  ['nothing where VictoriaMetrics has all', { isPartial: false }, []],
])('%s arrives', (_, beside, warnings) => {
  expect(decode({ ...matrix(), ...beside })).toMatchObject({ ok: true, warnings });
});

test.each([
  ['an error of Prometheus', { status: 'error', errorType: 'bad_data', error: 'parse' }, 400, 'bad_data: parse'],
  ['an HTTP error without a body', undefined, 502, 'HTTP 502'],
  ['a page of something else', { hello: 1 }, 200, /^not a reply of the Prometheus API/],
  ['a string', { status: 'success', data: { resultType: 'string', result: [1, 'a'] } }, 200, /^not a reply/],
  ['a point that is none', matrix({ metric: {}, values: [[1, 2]] }), 200, 'a point that is not a time and a number'],
  [
    'points out of order',
    matrix({
      metric: {},
      values: [
        [2, '1'],
        [1, '1'],
      ],
    }),
    200,
    /^points out of order in/,
  ],
  [
    'a point twice',
    matrix({
      metric: {},
      values: [
        [1, '1'],
        [1, '2'],
      ],
    }),
    200,
    /^points out of order in/,
  ],
  ['a series twice', matrix({ metric: { a: '1', b: '2' } }, { metric: { b: '2', a: '1' } }), 200, /came twice$/],
])('%s is an error with its status', (_, reply, status, message) => {
  const decoded = decode(reply, status);
  expect(decoded).toEqual({ ok: false, error: { status, message: expect.stringMatching(message) } });
});
