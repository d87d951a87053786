import { FIGURE_3, FIGURE_6, KUBEPODS_RACE, STOPPED } from '../../../test/fixtures/incidents';

import { measuresFor } from './measures';
import { tallyIncidents } from './tally';
import { tallyMarkdown } from './tallyMarkdown';
import { culpritWords, payerWords, preventedWords, tallyHeadline, whoseWords } from './tallyWords';
import type { Incident, Victim } from './types';

const AGAIN: Incident = { ...FIGURE_3, id: 'again', node: 'other-node', start: FIGURE_3.start + 86_400_000 };
const UNKNOWN: Incident = { ...FIGURE_6, id: 'unknown', culprit: { kind: 'unknown' } };
const WEEK = [FIGURE_3, AGAIN, FIGURE_6, KUBEPODS_RACE, STOPPED];

const pod = (name: string, paidForAnother = true): Victim => ({
  ...FIGURE_3.victims[0]!,
  namespace: 'shop',
  pod: name,
  paidForAnother,
});

it('counts memory incidents only, newest first, and the nodes they were on', () => {
  const { incidents, nodes } = tallyIncidents(WEEK);
  expect(incidents.map(({ id }) => id)).toEqual(['again', FIGURE_6.id, KUBEPODS_RACE.id, FIGURE_3.id].sort(byStart));
  expect(nodes).toBe(2);
});

const startOf = (id: string) => WEEK.find((incident) => incident.id === id)!.start;
const byStart = (a: string, b: string) => startOf(b) - startOf(a);

it('takes the pods of one workload for one who pays, most often first, and says how often for another', () => {
  const victims = [pod('web-584f99b7cd-6nbpc'), pod('web-584f99b7cd-jv7r6', false), pod('db-0')];
  const { payers } = tallyIncidents([{ ...FIGURE_6, victims }]);
  expect(payers.map((payer) => [payer.name, payerWords(payer)])).toEqual([
    ['shop/web', 'twice, once for another'],
    ['shop/db-0', 'once, for another'],
  ]);
});

it('says which culprit returns, on how many nodes, and how often others paid for it', () => {
  const { culprits } = tallyIncidents(WEEK);
  expect(culprits.map((culprit) => [culprit.name, culpritWords(culprit)])).toEqual([
    ['alloc-tests/alloc-mem-leak', '2 incidents on 2 nodes, no other paid'],
    ['outside the pods', '1 incident on 1 node, others paid three times'],
    ['alloc-tests/prefork', '1 incident on 1 node, others paid twice'],
  ]);
});

it('counts by measure what would have prevented most, and whose incidents those are', () => {
  const tally = tallyIncidents(WEEK);
  expect(tally.prevented.map((one) => [one.measure, preventedWords(one, tally), whoseWords(one)])).toEqual([
    ['limit-culprit', '3 of 4 incidents', 'alloc-tests/alloc-mem-leak 2, alloc-tests/prefork 1'],
    ['requests', '2 of 4 incidents', 'alloc-tests/alloc-mem-leak 2'],
    ['outside-pods', '1 of 4 incidents', 'outside the pods 1'],
    ['eviction-hard', '1 of 4 incidents', 'alloc-tests/prefork 1'],
  ]);
});

it('names no culprit where none is known, and no payer where no source named one', () => {
  const { pod: _, container: __, namespace: ___, ...unnamed } = FIGURE_3.victims[0]!;
  const tally = tallyIncidents([UNKNOWN, { ...FIGURE_3, victims: [unnamed] }]);
  expect(tally.unknownCulprits).toBe(1);
  expect(tally.culprits.map(({ name }) => name)).toEqual(['alloc-tests/alloc-mem-leak']);
  expect(tally.unnamedEnds).toBe(1);
  expect(tally.payers.map(({ name }) => name)).toEqual(['monitoring/node-exporter']);
});

it('keeps workloads of one name in two clusters apart', () => {
  const { culprits } = tallyIncidents([
    { ...FIGURE_3, cluster: 'a' },
    { ...AGAIN, cluster: 'b' },
  ]);
  expect(culprits.map(({ name }) => name)).toEqual(['a: alloc-tests/alloc-mem-leak', 'b: alloc-tests/alloc-mem-leak']);
});

it.each<[string, readonly Incident[], string]>([
  ['nothing', [STOPPED], 'No memory incident since Wednesday.'],
  [
    'what returns',
    WEEK,
    '4 memory incidents on 2 nodes since Wednesday; monitoring/node-exporter paid most often (four times, each for another); ' +
      'alloc-tests/alloc-mem-leak caused 2 of them; a memory limit on the pod that grew would have prevented 3 of 4 incidents.',
  ],
  [
    'what came once, and what nobody knows',
    [FIGURE_3, UNKNOWN],
    '2 memory incidents on 1 node since Wednesday; monitoring/node-exporter paid most often (three times, each for another); ' +
      'no known culprit returned; who caused 1 is unknown; a memory limit on the pod that grew would have prevented 1 of 2 incidents.',
  ],
])('the headline tells %s', (_, incidents, words) => {
  expect(tallyHeadline(tallyIncidents(incidents), { span: 'since Wednesday', isWhole: true })).toBe(words);
});

it('calls what may not be all at least that, and nothing found no all-clear', () => {
  const told = { span: 'today', isWhole: false };
  expect(tallyHeadline(tallyIncidents([FIGURE_3]), told)).toMatch(/^At least 1 memory incident on 1 node today;/);
  expect(tallyHeadline(tallyIncidents([]), told)).toBe('No known memory incident today.');
});

it('proposes something exactly where the incident itself does', () => {
  for (const incident of [...WEEK, UNKNOWN]) {
    expect([incident.id, measuresFor(incident).length > 0]).toEqual([incident.id, incident.prevention.length > 0]);
  }
});

it('as Markdown a hostile name stays text', () => {
  const victims = [{ ...FIGURE_3.victims[0]!, pod: '<img src=x>|*b*' }];
  const text = tallyMarkdown(tallyIncidents([{ ...FIGURE_3, victims }]), {
    span: 'today',
    isWhole: true,
    title: 'Week',
  });
  expect(text).not.toContain('<img');
  expect(text).toContain('- alloc-tests/&lt;img src=x>\\|\\*b\\*: once');
  expect(text).toContain(
    '## What would have prevented most\n\n- a memory limit on the pod that grew: 1 of 1 incident – '
  );
});
