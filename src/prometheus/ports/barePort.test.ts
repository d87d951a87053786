import type { Series } from '../../domain/series';

import type { Bare, BarePart } from './bare';
import { barePort } from './barePort';
import type { PromQuery, PromReply, PromRequest } from './port';
import { is } from '../promql';

const RANGE = { from: 0, to: 60_000, step: 10_000 };
const ON_NODE = [is('node', 'n1')];
const BY_INSTANCE = [is('node', ''), is('instance', '10.0.0.1:10250')];

const memory = (
  name: string,
  labels: Series['labels'],
  values: readonly number[],
  times?: readonly number[]
): Series => ({
  labels: { __name__: name, ...labels },
  times: times ?? values.map((_, i) => i * 10_000),
  values,
});

const asked = (refId: string, bare: Bare): PromQuery => ({ refId, expr: `max(${refId})`, mode: 'range', bare });
const maxOf = (part: Partial<BarePart>): Bare => ({
  parts: [{ metrics: ['used'], places: [ON_NODE], by: ['pod'], ...part }],
});

interface Server {
  readonly [expr: string]: readonly Series[] | { readonly status?: number; readonly message: string };
}

/** Answers by the expression; what it was not told fails. */
function serverOf(answers: Server) {
  const requests: PromRequest[] = [];
  const port = barePort(async (request) => {
    requests.push(request);
    const found = request.queries.map(({ refId, expr }) => ({
      refId,
      answer: answers[expr] ?? { status: 400, message: expr },
    }));
    const isError = ({ answer }: (typeof found)[number]) => 'message' in answer;
    return Promise.resolve({
      series: Object.fromEntries(found.filter((one) => !isError(one)).map(({ refId, answer }) => [refId, answer])),
      errors: found.filter(isError).map(({ refId, answer }) => ({ refId, ...answer })),
      warnings: [],
    } as PromReply);
  });
  return { port, exprs: () => requests.map(({ queries }) => queries.map(({ expr }) => expr)) };
}

describe('questions made of bare series', () => {
  test.each<[string, Bare, Server, readonly Series[]]>([
    [
      'the largest of each group, step by step; a number is larger than NaN',
      maxOf({}),
      {
        'used{node="n1"}': [
          memory('used', { pod: 'a', id: '1' }, [1, 5], [0, 10_000]),
          memory('used', { pod: 'a', id: '2' }, [3, NaN, 2], [0, 10_000, 20_000]),
          memory('used', { pod: 'b' }, [7]),
        ],
      },
      [
        { labels: { pod: 'a' }, times: [0, 10_000, 20_000], values: [3, 5, 2] },
        { labels: { pod: 'b' }, times: [0], values: [7] },
      ],
    ],
    [
      'the least of those groups that are not all the same, where they are not',
      maxOf({ what: 'disputed' }),
      {
        'used{node="n1"}': [
          memory('used', { pod: 'a', replica: '1' }, [1, 5, 5, 9]),
          memory('used', { pod: 'a', replica: '2' }, [1, 3, 5]),
          memory('used', { pod: 'b', replica: '1' }, [7]),
          memory('used', { pod: 'b', replica: '2' }, [7]),
          memory('used', { pod: 'c', replica: '1' }, [8]),
        ],
      },
      [{ labels: { pod: 'a' }, times: [10_000], values: [3] }],
    ],
    [
      'at both places that a node’s series may stand',
      maxOf({ places: [ON_NODE, BY_INSTANCE] }),
      { '(used{node="n1"}) or (used{node="",instance="10.0.0.1:10250"})': [memory('used', { pod: 'a' }, [1])] },
      [{ labels: { pod: 'a' }, times: [0], values: [1] }],
    ],
    [
      'only what is positive, under the name of its part',
      maxOf({ isPositive: true, part: 'reason' }),
      { 'used{node="n1"}': [memory('used', { pod: 'a' }, [0, 1]), memory('used', { pod: 'b' }, [0])] },
      [{ labels: { pod: 'a', tidemark: 'reason' }, times: [10_000], values: [1] }],
    ],
    [
      'only where something else is positive',
      maxOf({ while: { metrics: ['killed'], places: [ON_NODE] } }),
      {
        '{__name__=~"killed|used",node="n1"}': [
          memory('used', { pod: 'a' }, [4, 5]),
          memory('killed', { pod: 'a' }, [0, 1]),
          memory('used', { pod: 'b' }, [6]),
        ],
      },
      [{ labels: { pod: 'a' }, times: [10_000], values: [5] }],
    ],
    [
      'some of what one read brings for several',
      maxOf({
        among: [
          { label: 'container', op: '!=', value: 'POD' },
          { label: 'id', op: '=~', value: '/kube.+' },
        ],
      }),
      {
        'used{node="n1"}': [
          memory('used', { pod: 'a', container: 'POD', id: '/kubepods' }, [1]),
          memory('used', { pod: 'b', container: 'c', id: '/kubepods' }, [2]),
          memory('used', { pod: 'd', container: 'c', id: '/system' }, [3]),
        ],
      },
      [{ labels: { pod: 'b' }, times: [0], values: [2] }],
    ],
    [
      'at each step when the sample was taken that it shows, and nothing after a stale marker',
      maxOf({ what: 'sampleTime' }),
      {
        'used{node="n1"}': [memory('used', { pod: 'a' }, [1, 1, 2]), memory('used', { pod: 'b' }, [3, 3])],
        'used{node="n1"}[360s]': [
          memory('used', { pod: 'a' }, [1, 2, 4], [-2_000, 19_500, 29_000]),
          memory('used', { pod: 'b' }, [3, 3], [-2_500, 10_000]),
        ],
      },
      [
        { labels: { pod: 'a' }, times: [0, 10_000, 20_000], values: [-2, -2, 19.5] },
        { labels: { pod: 'b' }, times: [0, 10_000], values: [-2.5, 10] },
      ],
    ],
    [
      'the same without reading the steps again, where it is known what they show',
      maxOf({
        what: 'sampleTime',
        isStored: true,
        shown: [
          { labels: { pod: 'a' }, times: [-10_000, 0, 10_000, 20_000, 70_000], values: [1, 1, 1, 2, 2] },
          { labels: { pod: 'b' }, times: [0, 10_000], values: [3, 3] },
        ],
      }),
      {
        'used{node="n1"}[360s]': [
          memory('used', { pod: 'a' }, [1, 2, 4], [-2_000, 19_500, 29_000]),
          memory('used', { pod: 'b' }, [3, 3], [-2_500, 10_000]),
          memory('used', { pod: 'unseen' }, [3], [10_000]),
        ],
      },
      [
        { labels: { pod: 'a' }, times: [0, 10_000, 20_000], values: [-2, -2, 19.5] },
        { labels: { pod: 'b' }, times: [0, 10_000], values: [-2.5, 10] },
      ],
    ],
    [
      'stored samples at the steps that show them first: none twice, and none older than an instant looks back',
      maxOf({ isStored: true }),
      {
        'used{node="n1"}[360s]': [
          memory('used', { pod: 'a' }, [1, 2, 3, 4], [-301_000, -2_000, 11_000, 30_000]),
          memory('used', { pod: 'late' }, [1], [-301_000]),
        ],
      },
      [{ labels: { pod: 'a' }, times: [0, 20_000, 30_000], values: [2, 3, 4] }],
    ],
    [
      'stored samples at every step that an instant would show them at, where what comes between two counts',
      maxOf({ isStored: true, isHeld: true }),
      {
        'used{node="n1"}[360s]': [
          memory('used', { pod: 'a' }, [1, 2], [-2_000, 31_000]),
          memory('used', { pod: 'late' }, [1, 2], [-301_000, -290_000]),
        ],
      },
      [
        {
          labels: { pod: 'a' },
          times: [0, 10_000, 20_000, 30_000, 40_000, 50_000, 60_000],
          values: [1, 1, 1, 1, 2, 2, 2],
        },
        { labels: { pod: 'late' }, times: [0, 10_000], values: [2, 2] },
      ],
    ],
    [
      'when they were sampled',
      maxOf({ isStored: true, what: 'sampleTime' }),
      { 'used{node="n1"}[360s]': [memory('used', { pod: 'a' }, [2, 3], [-2_000, 11_500])] },
      [{ labels: { pod: 'a' }, times: [0, 20_000], values: [-2, 11.5] }],
    ],
    [
      'stored samples of two servers: the largest that an instant would show',
      maxOf({ isStored: true }),
      {
        'used{node="n1"}[360s]': [
          memory('used', { pod: 'a', prometheus: '1' }, [5, 2], [1_000, 21_000]),
          memory('used', { pod: 'a', prometheus: '2' }, [3], [12_000]),
        ],
      },
      [{ labels: { pod: 'a' }, times: [10_000, 20_000, 30_000], values: [5, 5, 3] }],
    ],
  ])('%s', async (_, bare, server, series) => {
    const { port } = serverOf(server);
    expect(await port({ ...RANGE, queries: [asked('q', bare)] })).toEqual({
      series: { q: series },
      errors: [],
      warnings: [],
    });
  });

  test('what several are made of is read once, and what else there is goes along', async () => {
    const { port, exprs } = serverOf({
      '{__name__=~"limit|used",node="n1"}': [memory('used', { pod: 'a' }, [1]), memory('limit', { pod: 'a' }, [9])],
      'max(other)': [],
      'max(rest)': [memory('rest', {}, [3])],
    });
    const { series } = await port({
      ...RANGE,
      queries: [
        asked('used', maxOf({})),
        asked('limit', { ...maxOf({ metrics: ['limit', 'used'] }), rest: 'max(rest)' }),
        { refId: 'other', expr: 'max(other)', mode: 'range' },
      ],
    });
    expect(exprs()).toEqual([['max(other)', 'max(rest)', '{__name__=~"limit|used",node="n1"}']]);
    expect(Object.keys(series).sort()).toEqual(['limit', 'other', 'used']);
    expect(series['limit']?.map(({ values }) => values)).toEqual([[3], [9]]);
  });

  test('series of other labels at the same few steps are read by one query, over many steps by one each, but for a day’s looks', async () => {
    const of = (node: string, name: string) => ({ ...memory(name, { node, pod: 'a' }, [1]) });
    const [one, other] = ['used{node="n1"}', '{__name__=~"limit|used",node="n2"}'];
    const answers = { one: [of('n1', 'used')], other: [of('n2', 'used'), of('n2', 'limit')] };
    const { port, exprs } = serverOf({
      [`(${one}) or (${other})`]: [...answers.one, ...answers.other],
      [one]: answers.one,
      [other]: answers.other,
    });
    const queries = [
      asked('one', maxOf({})),
      asked('other', maxOf({ metrics: ['used', 'limit'], places: [[is('node', 'n2')]], by: ['node'] })),
    ];
    const few = await port({ ...RANGE, queries });
    const many = await port({ ...RANGE, to: RANGE.from + 200 * RANGE.step, queries });
    await port({ ...RANGE, to: RANGE.from + 297 * 300_000, step: 300_000, queries });
    expect(exprs()).toEqual([[`(${one}) or (${other})`], [one, other], [`(${one}) or (${other})`]]);
    expect(few.series['one']).toHaveLength(1);
    expect(few.series['other']?.[0]?.labels).toEqual({ node: 'n2' });
    expect(many.series).toEqual(few.series);
  });

  test('so many that a server would refuse the length of one query are read by several', async () => {
    const nodes = Array.from({ length: 30 }, (_, i) => `${i}-${'n'.repeat(1000)}`);
    const { port, exprs } = serverOf({});
    const queries = nodes.map((node) => asked(node, maxOf({ places: [[is('node', node)]] })));
    await port({ ...RANGE, queries });
    const [first = []] = exprs();
    expect(first).toHaveLength(2);
    expect(first.every((expr) => expr.length <= 16_000)).toBe(true);
  });

  test('where such a query fails each question is asked as it is', async () => {
    const { port, exprs } = serverOf({ 'max(a)': [memory('', {}, [4])], 'max(b)': [memory('', {}, [5])] });
    const queries = [asked('a', maxOf({})), asked('b', maxOf({ places: [[is('node', 'n2')]] }))];
    const { series, errors } = await port({ ...RANGE, queries });
    expect(exprs()).toHaveLength(2);
    expect([series['a']?.[0]?.values, series['b']?.[0]?.values, errors]).toEqual([[4], [5], []]);
  });

  test('what stands in is asked for only where there is nothing', async () => {
    const bare = maxOf({ what: 'there', otherwise: { metrics: ['limit'], places: [ON_NODE] } });
    const { port, exprs } = serverOf({
      'used{node="n1"}': [],
      'limit{node="n1"}': [memory('limit', { pod: 'a' }, [9])],
    });
    const { series } = await port({ ...RANGE, queries: [asked('signs', bare)] });
    expect(series['signs']).toEqual([{ labels: { pod: 'a' }, times: [0], values: [1] }]);
    expect(exprs()).toHaveLength(2);
  });

  test('where a read fails the question is asked as it is', async () => {
    const { port } = serverOf({ 'max(q)': [memory('', { pod: 'a' }, [4])] });
    const { series, errors } = await port({ ...RANGE, queries: [asked('q', maxOf({}))] });
    expect(series['q']?.[0]?.values).toEqual([4]);
    expect(errors).toEqual([]);
  });

  test('a server that wants to be asked less is not asked more; its error stands under the question', async () => {
    const refusal = { status: 429, message: 'too many requests' };
    const { port, exprs } = serverOf({ 'used{node="n1"}': refusal });
    const { series, errors } = await port({ ...RANGE, queries: [asked('q', maxOf({}))] });
    expect(series).toEqual({});
    expect(errors).toEqual([{ ...refusal, refId: 'q' }]);
    expect(exprs()).toHaveLength(1);
  });

  test('a server that is down is asked once', async () => {
    const requests: PromRequest[] = [];
    const port = barePort((request) => {
      requests.push(request);
      return Promise.resolve({ series: {}, errors: [{ message: 'ECONNREFUSED' }], warnings: [] });
    });
    expect(await port({ ...RANGE, queries: [asked('q', maxOf({}))] })).toEqual({
      series: {},
      errors: [{ message: 'ECONNREFUSED' }],
      warnings: [],
    });
    expect(requests).toHaveLength(1);
  });
});
