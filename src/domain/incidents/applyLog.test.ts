import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { FIGURE_3, FIGURE_6, KUBEPODS_RACE } from '../../../test/fixtures/incidents';
import { readLog } from '../logs/readLog';

import { applyLog } from './applyLog';
import type { PodName } from './proofMatch';
import type { Incident, Victim } from './types';

const CLOCK = { reference: Date.UTC(2026, 10, 22) };
const logFile = (name: string) => readFileSync(join(__dirname, '../../../test/fixtures/logs', name), 'utf8');
const KERNEL = logFile('recording-1-kernel-oom.log');
const KUBELET = logFile('recording-1-kubelet-evictions.log');
const KERNEL_2 = logFile('recording-2-kernel-oom.log');
const KUBELET_2 = logFile('recording-2-kubelet-evictions.log');

const prove = (incident: Incident, log: string, pods?: readonly PodName[]) =>
  applyLog(incident, readLog(log, CLOCK), { pods });
const textsOf = ({ evidence }: Incident) => evidence.map(({ text }) => text).join('\n');

const at = (time: string) => Date.parse(`2026-11-21T${time}Z`);
const at2 = (time: string) => Date.parse(`2026-11-22T${time}Z`);

/** OOM1 of recording-1: each run lives 6 s, so the metrics see no more than an exit. */
const OOM1_UID: PodName = { uid: '3842496c-6719-4a27-b027-3663c999c19b', namespace: 'oom-tests', pod: 'oom1' };
const ended = (exit: Partial<Victim>): Victim => ({
  fate: 'terminated',
  namespace: 'oom-tests',
  pod: 'oom1',
  container: 'oom1',
  earliest: at('21:28:08'),
  latest: at('21:28:08'),
  exitCode: 137,
  reason: 'Error',
  paidForAnother: false,
  ...exit,
});
const ONE_POD: Incident = {
  ...KUBEPODS_RACE,
  start: at('21:28:08'),
  end: at('21:28:08'),
  verdict: 'killed-not-oom',
  memory: false,
  confidence: 'possible',
  race: false,
  headline: 'oom-tests/oom1 was killed',
  victims: [ended({})],
  culprit: { kind: 'unknown' },
};

describe('a kernel log', () => {
  test('settles a shared limit although nothing names the pods', () => {
    const proven = prove(KUBEPODS_RACE, KERNEL);
    expect(proven).toMatchObject({ verdict: 'oom4-kubepods-limit', confidence: 'certain', signal: 'kubepods limit' });
    expect(proven.headline).toBe(KUBEPODS_RACE.headline);
    expect(textsOf(proven)).toMatch(
      /kubepods limit, which all pods share, ran out \(\/kubepods\); .* killed leak \(pid 14423/
    );
  });

  test('names every victim, to the millisecond, together with the kubelet’s log', () => {
    const { victims } = prove(KUBEPODS_RACE, `${KUBELET}\n${KERNEL}`);
    expect(
      victims.map(({ pod, fate, earliest, latest }) => [
        pod,
        fate,
        earliest === latest,
        new Date(earliest).toISOString().slice(17),
      ])
    ).toEqual([
      ['web-584f99b7cd-6nbpc', 'oom-killed', true, '32.210Z'],
      ['prefork', 'oom-killed', true, '32.581Z'],
      ['node-exporter-68cjj', 'evicted', true, '32.631Z'],
      ['cache-b-bb74f88fc-td5jw', 'oom-killed', true, '32.428Z'],
      ['cache-a-864d99878c-z99t9', 'oom-killed', true, '32.512Z'],
    ]);
  });

  test.each<[string, Incident, readonly PodName[], Partial<Incident>]>([
    [
      'overrules "no OOM" when it names the pod',
      ONE_POD,
      [OOM1_UID],
      { verdict: 'oom1-container-limit', memory: true, confidence: 'certain' },
    ],
    [
      'leaves "no OOM" when the kill was another pod’s',
      ONE_POD,
      [{ ...OOM1_UID, pod: 'other' }],
      { verdict: 'killed-not-oom', memory: false },
    ],
    ['leaves "no OOM" when nothing names the pod', ONE_POD, [], { verdict: 'killed-not-oom', memory: false }],
    [
      'makes OOM1 certain',
      { ...ONE_POD, verdict: 'oom1-container-limit', memory: true, confidence: 'likely' },
      [OOM1_UID],
      { verdict: 'oom1-container-limit', confidence: 'certain' },
    ],
    [
      'does not raise OOM1 for a pod that it cannot name',
      { ...ONE_POD, verdict: 'oom1-container-limit', memory: true, confidence: 'possible' },
      [],
      { verdict: 'oom1-container-limit', confidence: 'likely' },
    ],
    [
      'calls it a child when the container lived on',
      { ...ONE_POD, verdict: 'unknown', victims: [ended({ fate: 'oom-killed', exitCode: undefined })] },
      [OOM1_UID],
      { verdict: 'child-killed', memory: true },
    ],
    [
      'calls it a child when the container was only told to stop',
      { ...ONE_POD, verdict: 'stopped', victims: [ended({ exitCode: 143 })] },
      [OOM1_UID],
      { verdict: 'child-killed', memory: true },
    ],
    [
      'turns a wrong OOM4 into OOM1 when every killed pod hit its own limit',
      { ...ONE_POD, verdict: 'oom4-kubepods-limit', memory: true },
      [OOM1_UID],
      { verdict: 'oom1-container-limit' },
    ],
    [
      'leaves OOM4 when a killed pod is not explained',
      { ...ONE_POD, verdict: 'oom4-kubepods-limit', memory: true, victims: [ended({}), ended({ pod: 'web' })] },
      [OOM1_UID],
      { verdict: 'oom4-kubepods-limit' },
    ],
  ])('%s', (_, incident, pods, expected) => {
    expect(prove(incident, KERNEL, pods)).toMatchObject(expected);
  });

  test('says what the metrics had said when it overrules them', () => {
    const proven = prove(ONE_POD, KERNEL, [OOM1_UID]);
    expect(textsOf(proven)).toContain('The metrics alone said "killed, no OOM" (possible:');
    expect(proven.headline).toBe('By the log: A container reached its own memory limit, so the kernel killed it.');
    expect(proven.victims).toMatchObject([{ fate: 'oom-killed', earliest: expect.closeTo(at('21:28:08.357'), -1) }]);
  });

  test('settles that the node was out of memory', () => {
    const nodeWide: Incident = {
      ...ONE_POD,
      node: 'aks-agentpool-21735204-vmss000003',
      start: at2('02:55:20'),
      end: at2('02:55:26'),
      verdict: 'oom4-kubepods-limit',
      memory: true,
      victims: [],
    };
    expect(prove(nodeWide, KERNEL_2)).toMatchObject({ verdict: 'node-exhausted', confidence: 'certain', memory: true });
  });

  test('leaves an eviction that came before the kernel, and tells both', () => {
    const evicted: Incident = {
      ...FIGURE_6,
      node: 'aks-agentpool-21735204-vmss000003',
      start: at2('02:53:52'),
      end: at2('02:55:26'),
      victims: [{ ...FIGURE_6.victims[0]!, earliest: at2('02:53:52'), latest: at2('02:54:22') }],
    };
    const proven = prove(evicted, KERNEL_2);
    expect(proven).toMatchObject({ verdict: 'oom3-node-evicted', race: false });
    expect(textsOf(proven)).toContain('The whole node ran out');
  });

  test('that speaks of another time changes nothing, and says so', () => {
    const proven = prove(FIGURE_6, KERNEL);
    expect({ ...proven, evidence: FIGURE_6.evidence }).toEqual(FIGURE_6);
    expect(proven.evidence.at(-1)?.text).toMatch(/^The log holds no OOM report and no eviction within 30 s/);
  });

  test('that is half a minute off still counts, a minute off no more', () => {
    const shifted = (ms: number) => ({
      ...KUBEPODS_RACE,
      start: KUBEPODS_RACE.start + ms,
      end: KUBEPODS_RACE.end + ms,
    });
    expect([30_000, 60_000].map((ms) => prove(shifted(ms), KERNEL).confidence)).toEqual(['certain', 'likely']);
  });

  test('is read by the node’s clock, where that is known to be minutes off', () => {
    const behind = 300_000;
    const { victims, start, end } = KUBEPODS_RACE;
    const moved: Incident = {
      ...KUBEPODS_RACE,
      start: start + behind,
      end: end + behind,
      victims: victims.map((one) => ({ ...one, earliest: one.earliest + behind, latest: one.latest + behind })),
      clockAhead: -behind,
    };
    const times = (incident: Incident) => incident.victims.map(({ pod, earliest }) => [pod, earliest]);
    expect(times(prove(moved, `${KUBELET}\n${KERNEL}`))).toEqual(
      times(prove(KUBEPODS_RACE, `${KUBELET}\n${KERNEL}`)).map(([pod, earliest]) => [pod, Number(earliest) + behind])
    );
  });

  test('without dates asks for one with dates', () => {
    const undated =
      '[  123.4] Memory cgroup out of memory: Killed process 1 (a) total-vm:1kB, anon-rss:1kB, file-rss:0kB';
    expect(textsOf(prove(FIGURE_6, undated.replace('123.4', '123.456789')))).toContain(
      '1 OOM report in the log without a date cannot be placed.'
    );
  });

  test('of other hosts is not taken for this node’s', () => {
    const foreign = KERNEL_2.replaceAll('aks-agentpool-21735204-vmss000003', 'b');
    const nodeWide: Incident = {
      ...ONE_POD,
      node: 'a',
      start: at2('02:55:20'),
      end: at2('02:55:26'),
      verdict: 'oom4-kubepods-limit',
      victims: [],
    };
    const mixed = foreign.replace(/(02:55:24\S*) b /g, '$1 c ');
    expect(prove(nodeWide, mixed).verdict).toBe('oom4-kubepods-limit');
    expect(textsOf(prove(nodeWide, mixed))).toContain('this node is a. Make sure that it is the right log.');
    // One name alone may be this node under another name; the remark stays.
    expect(prove(nodeWide, foreign).verdict).toBe('node-exhausted');
  });

  test('with lines that nobody understands says how many', () => {
    expect(textsOf(prove(FIGURE_6, 'Killed process 12 but new'))).toContain(
      '1 line about OOM kills could not be understood.'
    );
  });
});

describe('a kubelet log', () => {
  test('gives each eviction its exact time', () => {
    expect(
      prove(FIGURE_6, KUBELET).victims.map(({ pod, earliest }) => [pod, new Date(earliest).toISOString()])
    ).toEqual([
      ['node-exporter-q6knv', '2026-11-21T21:23:48.488Z'],
      ['node-exporter-scnqv', '2026-11-21T21:24:18.696Z'],
      ['node-exporter-gq2dt', '2026-11-21T21:24:48.889Z'],
    ]);
  });

  test('names who was evicted where only a counter saw it', () => {
    const { pod: _, namespace: __, ...nameless } = FIGURE_3.victims[0]!;
    expect(prove({ ...FIGURE_3, victims: [nameless] }, KUBELET).victims).toMatchObject([
      { namespace: 'alloc-tests', pod: 'alloc-mem-leak', fate: 'evicted' },
    ]);
  });

  const crossed: Incident = { ...FIGURE_3, start: at2('02:45:20'), end: at2('02:45:40'), victims: [] };

  test.each<[string, Incident, Partial<Incident>]>([
    [
      'confirms the signal',
      { ...crossed, confidence: 'possible' },
      { verdict: 'oom2-allocatable-evicted', confidence: 'certain', signal: 'allocatableMemory.available' },
    ],
    [
      'overrules a wrong signal',
      { ...crossed, verdict: 'oom3-node-evicted' },
      { verdict: 'oom2-allocatable-evicted', signal: 'allocatableMemory.available' },
    ],
    [
      'answers an unknown',
      { ...crossed, verdict: 'unknown', memory: false },
      { verdict: 'oom2-allocatable-evicted', memory: true },
    ],
    [
      'is about another pod than one at its own limit',
      { ...crossed, verdict: 'oom1-container-limit', victims: [ended({})] },
      { verdict: 'oom1-container-limit', victims: [ended({})] },
    ],
  ])('%s', (_, incident, expected) => {
    expect(prove(incident, KUBELET_2)).toMatchObject(expected);
  });

  test('one decision is told once, with its slow end', () => {
    const texts = prove(crossed, KUBELET_2)
      .evidence.filter(({ source }) => source.startsWith('kubelet log'))
      .map(({ text }) => text);
    expect(texts).toHaveLength(2);
    expect(texts[1]).toMatch(
      /^The kubelet evicted batch\/mem-leak: The node was low on resource: memory\..* The kill was slow \(timeout waiting to kill pod\)/
    );
  });
});

test('what only the log could tell is missing no more', () => {
  expect(prove(KUBEPODS_RACE, KERNEL).missing).toEqual([]);
  expect(prove(FIGURE_6, KUBELET).missing).toEqual(FIGURE_6.missing);
});

test('advice for a verdict that was overruled goes with it', () => {
  expect(prove(ONE_POD, KERNEL, [OOM1_UID]).prevention).toEqual([
    'Find what makes the container grow, or raise its memory limit above what it needs.',
  ]);
});

test('the incident handed in stays as it was', () => {
  const before = JSON.stringify(KUBEPODS_RACE);
  prove(KUBEPODS_RACE, `${KUBELET}\n${KERNEL}`);
  expect(JSON.stringify(KUBEPODS_RACE)).toBe(before);
});
