import { splitByPods } from './splitByPods';

const podsOf = (count: number, length = 20) =>
  Array.from({ length: count }, (_, i) => ({ namespace: 'shop', pod: `web-${i}-`.padEnd(length, 'x') }));

const namesIn = ({ pods = [] }: { readonly pods?: ReadonlyArray<{ readonly pod: string }> }) =>
  pods.map(({ pod }) => pod).join('|');

test('a question about few pods is one query', () => {
  expect(splitByPods({ pods: podsOf(100) }, namesIn)).not.toHaveProperty('more');
});

test('where the pods are not known it is one query, whatever it says', () => {
  expect(splitByPods({}, () => 'up')).toEqual({ expr: 'up' });
});

test.each([
  ['more pods than a server looks up one by one', podsOf(101)],
  ['names that would make the query longer than 16 KiB', podsOf(90, 250)],
  ['names that are long in bytes only', podsOf(90).map((pod) => ({ ...pod, pod: `${pod.pod}${'ü'.repeat(120)}` }))],
])('%s: split, and every pod is asked for once', (_, pods) => {
  const { expr, more = [] } = splitByPods({ pods }, namesIn);
  const all = [expr, ...more];
  expect(all.length).toBeGreaterThan(1);
  expect(all.map((one) => new TextEncoder().encode(one).length).filter((bytes) => bytes > 16 * 1024)).toEqual([]);
  expect(all.flatMap((one) => one.split('|'))).toEqual(pods.map(({ pod }) => pod));
});

test('what is not about pods is asked in the first alone', () => {
  const { expr, more } = splitByPods(
    { pods: podsOf(150) },
    (scope, isFirst) => `${isFirst ? 'info ' : ''}${namesIn(scope)}`
  );
  expect(expr).toMatch(/^info /);
  expect(more?.join()).not.toContain('info');
});

test('one name that is too long for any server is asked for all the same: the server says so', () => {
  expect(splitByPods({ pods: podsOf(1, 20_000) }, namesIn)).not.toHaveProperty('more');
});
