import { nodeScope } from '../../../test/fixtures/nodeScope';
import { parser } from '@prometheus-io/lezer-promql';

import type { NodeScope } from '../scope';

import { eventQueries } from './eventQueries';
import { EVICTIONS } from './sources/evictions';
import { POD_STATUSES } from './sources/pods';

const scope = (more: Partial<NodeScope> = {}): NodeScope =>
  nodeScope({ identity: { node: 'node-"1"\\\n', cluster: 'prod{x="}', internalIp: '10.0.0.1' }, ...more });

const errorsIn = (expr: string): string[] => {
  const errors: string[] = [];
  parser
    .parse(expr)
    .iterate({ enter: ({ type, from }) => void (type.isError && errors.push(expr.slice(from, from + 30))) });
  return errors;
};

const selectorsIn = (expr: string): string[] => {
  const selectors: string[] = [];
  parser.parse(expr).iterate({
    enter: ({ name, from, to }) => void (name === 'VectorSelector' && selectors.push(expr.slice(from, to))),
  });
  return selectors;
};

describe('eventQueries', () => {
  const all = [30_000, 120_000, 3_600_000].flatMap((step) => eventQueries(scope({ step })));

  test.each(all.map(({ refId, expr }) => [refId, expr]))('%s parses, whatever the node is called', (_, expr) => {
    expect(errorsIn(expr)).toEqual([]);
  });

  it('asks at most eleven questions, each under its own name', () => {
    const refs = eventQueries(scope()).map(({ refId }) => refId);
    expect(refs.length).toBeLessThanOrEqual(11);
    expect(new Set(refs).size).toBe(refs.length);
  });

  test.each(eventQueries(scope()).map(({ refId, expr }) => [refId, expr]))('%s asks only for the node', (_, expr) => {
    expect(expr).toMatch(/node="node-\\"1\\"/);
    expect(selectorsIn(expr).filter((selector) => !selector.includes('cluster="prod{x=\\"}"'))).toEqual([]);
  });

  it('names the pods in every selector that has no node label, escaped, and joins nothing else', () => {
    const pods = [
      { namespace: 'shop', pod: 'web-0' },
      { namespace: 'a"b', pod: 'v1.2|x' },
    ];
    for (const { expr } of eventQueries(scope({ pods }))) {
      expect(errorsIn(expr)).toEqual([]);
      const without = selectorsIn(expr).filter((one) => !/node="|pod=~/.test(one));
      expect(without).toEqual([]);
    }
    expect(eventQueries(scope({ pods })).find(({ refId }) => refId === POD_STATUSES.refId)?.expr).toContain(
      String.raw`namespace=~"shop|a\"b",pod=~"web-0|v1\\.2\\|x"`
    );
  });

  it('stays below what VictoriaMetrics takes with 250 pods of long names', () => {
    const pods = Array.from({ length: 250 }, (_, i) => ({ namespace: `team-${i % 9}`, pod: `${'w'.repeat(50)}-${i}` }));
    for (const { expr, more = [] } of eventQueries(scope({ pods, step: 120_000 }))) {
      expect([expr, ...more].filter((one) => errorsIn(one).length > 0 || one.length > 16_384)).toEqual([]);
    }
  });

  it('looks at all that lies between two grid times when the grid is coarse', () => {
    const coarse = eventQueries(scope({ step: 3_600_000 }));
    const evictions = coarse.find(({ refId }) => refId === EVICTIONS.refId)?.expr;
    expect(evictions).toContain('[3600s]');
    expect(
      eventQueries(scope())
        .map(({ expr }) => expr)
        .join()
    ).not.toContain('_over_time');
  });
});

test('on a grid as fine as the scrapes only what counts or tells of changes is read at each step', () => {
  const often = eventQueries(scope()).filter(({ frugal }) => !frugal?.read && !frugal?.when);
  expect(often.map(({ refId }) => refId)).toEqual(['eventsEvictions', 'eventsOomKills', 'eventsPressure']);
});
