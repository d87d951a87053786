import { computeNodeLines } from '../lines/computeNodeLines';
import { KiB, MiB } from '../units';

import { costWords, recommendSettings } from './recommendCost';
import type { ObservedUse } from './recommend';

const lines = (reserved: number, evictionHard: number) =>
  computeNodeLines(
    { value: 7120616 * KiB, provenance: 'measured', source: 'test' },
    {
      kubeReserved: reserved * MiB,
      evictionHard: [{ signal: 'memory.available', value: { kind: 'quantity', bytes: evictionHard * MiB } }],
    }
  );
const NOW = lines(1638, 750);
const USE: ObservedUse = {
  highest: 900.5 * MiB,
  highestAt: 0,
  p99: 850 * MiB,
  median: 600 * MiB,
  looks: 100,
  fastest: { perSecond: 20 * MiB, at: 0, of: 'pods' },
};

test('recommends what covers the highest use and ten seconds of the fastest growth', () => {
  const found = recommendSettings(NOW, USE);
  expect(found?.texts).toEqual({ reserved: '901Mi', evictionHard: '200Mi' });
  expect(found && costWords(NOW, found.lines, 10)).toBe(
    'That gives back 1287 MiB of allocatable on this node, 12.6 GiB on 10 nodes like it.'
  );
});

test.each<[string, Parameters<typeof recommendSettings>]>([
  ['nothing was seen', [NOW, undefined]],
  ['nothing grew', [NOW, { ...USE, fastest: undefined }]],
  ['something outside the pods leaked', [NOW, { ...USE, highest: 4000 * MiB }]],
  ['the capacity is not known', [{ findings: [] }, USE]],
  ['it would leave nothing for pods', [NOW, { ...USE, fastest: { perSecond: 700 * MiB, at: 0, of: 'pods' } }]],
])('recommends nothing where %s', (_, args) => {
  expect(recommendSettings(...args)).toBeUndefined();
});

test.each([
  ['the article’s 1000Mi', lines(1638, 1000), 1, 'That costs 250 MiB of allocatable on this node.'],
  ['of a pool', lines(1638, 1000), 40, 'That costs 250 MiB of allocatable on this node, 9.8 GiB on 40 nodes like it.'],
  ['of nothing', NOW, 3, 'That costs no allocatable memory.'],
  ['that is not known', { findings: [] }, 3, 'What that costs in allocatable is not known.'],
])('the cost %s', (_, tried, nodes, text) => {
  expect(costWords(NOW, tried, nodes)).toBe(text);
});
