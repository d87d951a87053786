import { FIGURE_3, FIGURE_6, KUBEPODS_RACE, STOPPED } from '../../../test/fixtures/incidents';

import { filterIncidents, namespacesIn, type IncidentFilter } from './filterIncidents';

const ALL = [FIGURE_3, FIGURE_6, KUBEPODS_RACE, STOPPED];

test.each<[string, IncidentFilter, readonly object[]]>([
  ['all', { memoryOnly: false }, ALL],
  ['memory only', { memoryOnly: true }, [FIGURE_3, FIGURE_6, KUBEPODS_RACE]],
  ['one verdict', { memoryOnly: false, verdict: 'stopped' }, [STOPPED]],
  ['a verdict that is not about memory, memory only', { memoryOnly: true, verdict: 'stopped' }, []],
  ['a namespace that paid or caused', { memoryOnly: false, namespace: 'alloc-tests' }, [FIGURE_3, KUBEPODS_RACE]],
  ['a namespace that nobody has', { memoryOnly: false, namespace: 'x' }, []],
])('%s', (_, filter, expected) => {
  expect(filterIncidents(ALL, filter)).toEqual(expected);
});

test('namespaces are those of victims and culprits, each once', () => {
  expect(namespacesIn(ALL)).toEqual(['alloc-tests', 'apps', 'monitoring']);
});
