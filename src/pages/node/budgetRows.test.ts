import { NO_KUBELET } from '../../domain/node/noKubelet';
import type { NodeLines } from '../../domain/lines/nodeLines';
import type { Finding } from '../../domain/provenance';
import { ARTICLE_LINES, ARTICLE_NODE } from '../testing/articleNode';

import { budgetRows, usageRows } from './budgetRows';

const of = (current: NodeLines, findings: readonly Finding[] = []) => budgetRows({ current, findings });
const names = (rows: ReadonlyArray<{ name: string }>) => rows.map(({ name }) => name);

describe('budgetRows', () => {
  it('leads from the whole machine to the lines that kill', () => {
    expect(names(of(ARTICLE_LINES))).toEqual([
      'Capacity',
      'Reserved',
      'Kubepods limit',
      'Eviction-hard',
      'Allocatable',
      'Pods eviction line',
    ]);
  });

  it('carries value, provenance and source as the model has them', () => {
    expect(of(ARTICLE_LINES)).toContainEqual({
      name: 'Allocatable',
      formula: 'kubepods limit − eviction-hard − hugepages',
      value: 4787511296,
      provenance: 'reported',
      source: 'kube_node_status_allocatable',
    });
  });

  it('keeps a row for what cannot be known, without a value', () => {
    const { kubepodsLimit, ...rest } = ARTICLE_LINES;
    const row = of(rest).find(({ name }) => name === 'Kubepods limit');
    expect(row).toEqual({ name: 'Kubepods limit', formula: expect.any(String) });
  });

  it('knows the machine alone where no kubelet runs', () => {
    const { capacity } = ARTICLE_LINES;
    expect(of({ capacity, findings: [] }, [NO_KUBELET])).toEqual([
      { name: 'Capacity', formula: 'the machine’s memory', ...capacity },
    ]);
  });

  it.each([
    ['none are set aside', 0, false],
    ['some are set aside', 2 ** 30, true],
  ])('shows hugepages only where %s', (_, value, shown) => {
    const lines = {
      ...ARTICLE_LINES,
      hugepages: { value, provenance: 'reported', source: 'kube_node_status_capacity' },
    } as const;
    expect(names(of(lines)).includes('Hugepages')).toBe(shown);
  });
});

describe('usageRows', () => {
  it('takes the last value that was sampled', () => {
    expect(usageRows(ARTICLE_NODE)).toMatchObject([
      { name: 'Node working set', value: 1200 * 2 ** 20, provenance: 'measured' },
      { name: 'Node available' },
      { name: 'Pods working set', value: 500 * 2 ** 20 },
    ]);
  });

  it('leaves the value out where there is no curve, never zero', () => {
    const available = usageRows(ARTICLE_NODE).find(({ name }) => name === 'Node available');
    expect(available).not.toHaveProperty('value');
    expect(available).not.toHaveProperty('provenance');
  });

  it('leaves the value out where nothing was sampled', () => {
    const nothing = { values: [null, null, null], provenance: 'measured', source: 'root cgroup' } as const;
    expect(usageRows({ ...ARTICLE_NODE, nodeWorkingSet: nothing })[0]).not.toHaveProperty('value');
  });
});
