import type { NodeLines } from '../lines/nodeLines';
import { KiB, MiB } from '../units';

import { decidingWords } from './deciding';
import type { Readings } from './readings';

const known = (value: number) => ({ value, provenance: 'measured' as const, source: 'test' });
const LINES: NodeLines = {
  capacity: known(7120616 * KiB),
  evictionHard: known(750 * MiB),
  allocatable: known(4675304 * KiB),
  kubepodsLimit: known(5443304 * KiB),
  findings: [],
};
const ALL: Readings = {
  nodeWorkingSet: 3368816 * KiB,
  nodeResource: 3367460 * KiB,
  kubepodsWorkingSet: 2700 * MiB,
  kubepodsUsage: 2900 * MiB,
};

test('kubectl top prints what it printed in the article: 3288Mi, 72%', () => {
  expect(decidingWords(ALL, LINES)[3]).toMatch(/^kubectl top node prints 3288Mi \(72%\)/);
});

test.each<[string, number, Readings, NodeLines, RegExp]>([
  [
    'the node by what is available',
    0,
    ALL,
    LINES,
    /3289 MiB of 6953 MiB, which leaves 3663 MiB available, not below eviction-hard \(750 MiB\)/,
  ],
  ['the node below its line', 0, { nodeWorkingSet: 6300 * MiB }, LINES, /below eviction-hard/],
  [
    'the node by the resource endpoint where the root cgroup is dropped',
    0,
    { nodeResource: 3367460 * KiB },
    LINES,
    /3288 MiB/,
  ],
  ['no threshold', 0, ALL, { ...LINES, evictionHard: undefined }, /eviction-hard that is not known here/],
  ['no node', 0, {}, LINES, /not known here/],
  ['the pods below their line', 1, ALL, LINES, /2700 MiB, not above the line of 4565 MiB/],
  ['the pods above it', 1, { kubepodsWorkingSet: 5000 * MiB }, LINES, /5000 MiB, above the line/],
  [
    'the pods by their sum',
    1,
    { podsSum: 2690 * MiB },
    LINES,
    /not collected; the sum over pod cgroups is near it\): 2690 MiB/,
  ],
  ['no pods', 1, {}, LINES, /not known here/],
  ['no line', 1, ALL, { findings: [] }, /against a line that is not known here/],
  ['the kernel by usage', 2, ALL, LINES, /usage is 2900 MiB of the 5315 MiB of the kubepods limit/],
  ['no usage', 2, {}, LINES, /nothing can be taken back\.$/],
  ['no top', 3, {}, LINES, /not known here/],
  ['top without allocatable', 3, ALL, { findings: [] }, /prints 3288Mi: /],
])('%s', (_, index, readings, lines, text) => {
  expect(decidingWords(readings, lines)[index]).toMatch(text);
});
