import type { NodeLines } from '../../domain/lines/nodeLines';
import { MiB } from '../../domain/units';

import { reserveRows } from './reserveRows';

const mib = (value: number) => ({ value: value * MiB, provenance: 'computed' as const, source: 'test' });
const NOW: NodeLines = { capacity: mib(8192), reserved: mib(1000), allocatable: mib(7000), findings: [] };

const differences = (now: NodeLines, tried?: NodeLines) =>
  reserveRows(now, tried).map(({ difference = '' }) => difference);

it.each([
  ['as they are', NOW, undefined, ['', '', '', '', '']],
  ['lowered', NOW, { ...NOW, allocatable: mib(6750) }, ['unchanged', 'unchanged', '', '', '−250 MiB']],
  ['raised', NOW, { ...NOW, reserved: mib(1100) }, ['unchanged', '+100 MiB', '', '', 'unchanged']],
  ['where one of the two is unknown', { findings: [] }, NOW, ['', '', '', '', '']],
])('the difference of lines %s', (_, now, tried, expected) => {
  expect(differences(now, tried)).toEqual(expected);
});
