import { parser } from '@prometheus-io/lezer-promql';

import { allOf } from './parts';

function parses(expr: string): boolean {
  let isSound = true;
  parser.parse(expr).iterate({ enter: (node) => void (isSound &&= !node.type.isError) });
  return isSound;
}

test.each([1, 2, 4, 5, 8, 21])('%i parts keep their order, and none has many others on its right', (count) => {
  const names = Array.from({ length: count }, (_, i) => `part${i}`);
  const expr = allOf(Object.fromEntries(names.map((name) => [name, `metric_${name}`])));
  expect(parses(expr)).toBe(true);
  expect([...expr.matchAll(/metric_(part\d+)/g)].map(([, name]) => name)).toEqual(names);
  expect(mostInRow(expr)).toBeLessThanOrEqual(4);
});

/** Operands that stand side by side within the same parentheses. */
function mostInRow(expr: string): number {
  const [counts, most] = [[1], [1]];
  for (const [token] of expr.matchAll(/[()]| or /g)) {
    if (token === '(') {
      counts.push(1);
    } else {
      const count = token === ')' ? (counts.pop() ?? 0) : (counts[counts.length - 1] = (counts.at(-1) ?? 0) + 1);
      most.push(count);
    }
  }
  return Math.max(...most);
}
