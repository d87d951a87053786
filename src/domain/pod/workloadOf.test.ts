import { workloadOf } from './workloadOf';

describe('workloadOf', () => {
  test.each([
    ['node-exporter-q6knv', 'node-exporter'],
    ['storefront-fd6d6d4df-jv7r6', 'storefront'],
    ['cache-a-864d99878c-z99t9', 'cache-a'],
    ['session-store-0', 'session-store-0'],
    ['alloc-mem-leak', 'alloc-mem-leak'],
    ['alloc-mem-leak-fast', 'alloc-mem-leak-fast'],
    ['checkout', 'checkout'],
    ['mem-alloc', 'mem-alloc'],
    ['db-0', 'db-0'],
    ['report-28374650-x7k2p', 'report-28374650'],
  ])('%s is of %s', (pod, workload) => {
    expect(workloadOf({ pod })).toBe(workload);
  });

  it('knows no workload without a pod', () => {
    expect(workloadOf({})).toBeUndefined();
  });
});
