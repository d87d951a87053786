import { getFieldDisplayName, type DataFrame } from '@grafana/data';

import { EVICTED, UNDER_PRESSURE } from '../../test/fixtures/nodeMemory';

import { eventsTable } from './eventsTable';

const column = (frame: DataFrame, name: string): readonly unknown[] =>
  frame.fields.find((field) => field.name === name)?.values ?? [];

test('the newest comes first, a pressure window by its beginning', () => {
  const long = {
    ...UNDER_PRESSURE,
    earliest: EVICTED.earliest - 60_000,
    latest: EVICTED.latest + 600_000,
    ended: true,
  };
  const table = eventsTable([long, EVICTED]);
  expect(column(table, 'kind')).toEqual(['eviction', 'pressure']);
  expect(column(table, 'when')).toEqual([EVICTED.earliest, long.earliest]);
  expect(column(table, 'until')).toEqual([EVICTED.latest, long.latest]);
});

test('an exact time and an open window have no end', () => {
  const exact = { ...EVICTED, earliest: EVICTED.latest };
  expect(column(eventsTable([exact, { ...UNDER_PRESSURE, ended: false }]), 'until')).toEqual([null, null]);
});

test('headers read as words, and what only programs need stays out of sight', () => {
  const table = eventsTable([EVICTED]);
  const shown = table.fields.filter(({ config }) => config.custom?.hideFrom?.viz !== true);
  expect(shown.map((field) => getFieldDisplayName(field, table))).toEqual([
    'When',
    'Until',
    'What',
    'Namespace',
    'Pod',
    'Container',
    'QoS',
    'Cause',
    'Exit code',
    'Killed',
    'Evidence',
    'Node',
    'Cluster',
  ]);
});

test('what happened, to whom, why, and how it is known', () => {
  const table = eventsTable([EVICTED, UNDER_PRESSURE]);
  expect(column(table, 'what')).toEqual(['Memory pressure', 'Evicted']);
  expect(column(table, 'cause')).toEqual(['not over yet', 'allocatableMemory.available']);
  expect(column(table, 'evidence')).toEqual(['', 'kubelet_evictions: 0 → 1']);
});

test('a count that five kills share is said once', () => {
  const { earliest, latest } = EVICTED;
  const kills = [1, 2, 3, 4, 5].map((pid) => ({
    ...({ kind: 'oom-kill', id: `k${pid}`, node: 'lab-node', earliest, latest, proofs: [] } as const),
    processes: 5,
    countedIn: { rise: 'node_vmstat_oom_kill → 5', earliest: latest - 30_000, latest },
  }));
  const told = column(eventsTable(kills), 'killed').filter((words) => words !== null);
  expect(told).toEqual(['5 processes in all, in these 30 s']);
});
