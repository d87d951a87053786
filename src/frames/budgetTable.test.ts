import { MiB } from '../domain/units';
import type { BudgetRow } from '../prometheus/budget';

import { budgetTable } from './budgetTable';

const FINDING = { severity: 'warning', code: 'missing-kubepods-limit', text: 'No limit.', remedy: 'Keep it.' } as const;

const FULL: BudgetRow = {
  identity: { node: 'lab-node' },
  lines: {
    allocatable: { value: 4566 * MiB, provenance: 'reported', source: 'kube_node_status_allocatable' },
    findings: [FINDING],
  },
  nodeWorkingSet: 1000 * MiB,
  topPercent: 21,
  nearest: {
    line: 'podsEvictionLine',
    time: { earliest: 60_000, expected: 90_000, latest: 120_000 },
    slope: { perSecond: 4 * MiB, low: 3 * MiB, high: 6 * MiB },
  },
};
const UNKNOWN: BudgetRow = { identity: { node: 'other', cluster: 'c' }, lines: { findings: [FINDING] } };

const table = budgetTable([FULL, UNKNOWN]);
const column = (name: string) => table.fields.find((field) => field.name === name)?.values;

test.each([
  ['node', ['lab-node', 'other']],
  ['cluster', [null, 'c']],
  ['allocatable', [4566 * MiB, null]],
  ['provenance', ['Allocatable reported: kube_node_status_allocatable', null]],
  ['kubepodsLimit', [null, null]],
  ['nodeWorkingSet', [1000 * MiB, null]],
  ['topPercent', [21, null]],
  ['nearestLine', ['pods are evicted', null]],
  ['timeToNearest', [90_000, null]],
])('%s is given where known, and empty, not zero, where not', (name, values) => {
  expect(column(name)).toEqual(values);
});

test('under its header each line says where its value came from', () => {
  const description = (name: string) => table.fields.find((field) => field.name === name)?.config.description;
  expect(description('allocatable')).toBe('reported: kube_node_status_allocatable');
  expect(description('kubepodsLimit')).toBeUndefined();
});

test('what several nodes lack alike is said once', () => {
  expect(table.meta?.notices).toEqual([{ severity: 'warning', text: 'No limit. Keep it.' }]);
});
