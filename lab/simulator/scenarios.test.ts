import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { readLog } from '../../src/domain/logs/readLog';

import type { Fact } from './facts';
import { readScenario } from './scenario';
import { truthOf } from './truth';
import { runWorld, type World } from './world';

const FOLDER = join(__dirname, '../scenarios');
const read = (name: string) => readScenario(readFileSync(join(FOLDER, `${name}.yaml`), 'utf8'));
const play = (name: string): World => runWorld(read(name), { keepLogs: true });

/** What each scenario is there to show: verdicts, culprit, and what the innocent paid. */
const SCENARIOS: ReadonlyArray<{
  readonly name: string;
  readonly verdicts: readonly string[];
  readonly culprit?: string;
}> = [
  { name: 'oom1', verdicts: ['oom1-container-limit'], culprit: 'checkout' },
  { name: 'sidecar', verdicts: ['oom1-container-limit'], culprit: 'mesh' },
  { name: 'oom2', verdicts: ['oom2-allocatable-evicted'], culprit: 'mem-leak' },
  { name: 'oom3', verdicts: ['oom3-node-evicted'], culprit: 'outside-pods' },
  { name: 'oom4', verdicts: ['oom4-kubepods-limit'], culprit: 'mem-leak-fast' },
  { name: 'oom5', verdicts: ['oom5-runtime-ceiling'], culprit: 'image-resize' },
  { name: 'node-exhausted', verdicts: ['node-exhausted'], culprit: 'outside-pods' },
  { name: 'child-killed', verdicts: ['child-killed'], culprit: 'job-runner' },
  { name: 'race', verdicts: ['oom2-allocatable-evicted', 'oom4-kubepods-limit'], culprit: 'prefork' },
  { name: 'killed-not-oom', verdicts: ['killed-not-oom'] },
  { name: 'stopped', verdicts: ['stopped'] },
  { name: 'crashed', verdicts: ['crashed'] },
  { name: 'node-restart', verdicts: ['node-restarted'] },
  { name: 'shutdown', verdicts: ['node-restarted'] },
  { name: 'disk-eviction', verdicts: ['evicted-other'] },
  { name: 'kubelet-restart', verdicts: [] },
  { name: 'drain', verdicts: [] },
  { name: 'rolling-update', verdicts: [] },
  { name: 'quiet', verdicts: [] },
];

describe('the scenarios', () => {
  it.each(SCENARIOS)('$name brings $verdicts', ({ name, verdicts, culprit }) => {
    const { incidents } = truthOf(play(name));
    expect([...new Set(incidents.map(({ verdict }) => verdict))].sort()).toEqual([...verdicts].sort());
    expect(incidents.flatMap(({ culpritRef }) => (culpritRef ? [culpritRef.pod ?? culpritRef.kind] : []))).toEqual(
      culprit ? incidents.map(() => culprit) : []
    );
  });

  it('are all listed here', () => {
    const files = readdirSync(FOLDER).map((file) => file.replace(/\.yaml$/, ''));
    expect(files.sort()).toEqual(SCENARIOS.map(({ name }) => name).sort());
  });

  it('are the same again from the same seed, to the last sample', () => {
    const [first, second] = [play('race'), play('race')];
    expect(second.facts).toEqual(first.facts);
    expect(second.store.all()).toEqual(first.store.all());
  });

  it('differ with the seed', () => {
    expect(runWorld({ ...read('race'), seed: 2 }).facts).not.toEqual(play('race').facts);
  });
});

describe('what happens in them', () => {
  const kinds = (world: World) => world.facts.map(({ kind }) => kind);
  const ends = ({ facts }: World) =>
    facts.filter((fact): fact is Extract<Fact, { kind: 'end' }> => fact.kind === 'end');

  it('a DaemonSet’s pod is evicted again and again, and each time gone before it is seen as evicted', () => {
    const { facts, store } = play('oom3');
    expect(facts.filter(({ kind }) => kind === 'eviction').length).toBeGreaterThan(1);
    expect(store.byName.get('kube_pod_status_reason') ?? []).toEqual([]);
    const counts = store.byName.get('kubelet_evictions')?.flatMap(({ values }) => values) ?? [];
    expect(Math.max(...counts)).toBe(facts.filter(({ kind }) => kind === 'eviction').length);
  });

  it('a bare pod stays behind as evicted', () => {
    const reasons = play('oom2').store.byName.get('kube_pod_status_reason') ?? [];
    expect(reasons.map(({ labels }) => labels.reason).sort()).toEqual(['Evicted', 'TerminationByKubelet']);
  });

  it('pressure begins with the eviction and outlasts it by the transition period', () => {
    const pressure = play('oom2').facts.filter((fact) => fact.kind === 'pressure');
    const [began, ended] = pressure;
    expect(pressure.map(({ status }) => status)).toEqual(['True', 'False']);
    expect((ended?.at ?? 0) - (began?.at ?? 0)).toBeGreaterThan(290_000);
  });

  it('the kernel counts the first victim of a group twice', () => {
    const world = play('oom1');
    const counts = world.store.byName.get('node_vmstat_oom_kill')?.[0]?.values ?? [];
    expect(counts[counts.length - 1]).toBe(2 * kinds(world).filter((kind) => kind === 'oom-kill').length);
  });

  it('a single container’s kill is reported under its pod, whose limit the pause container reaches first', () => {
    const kills = play('oom1').facts.filter((fact) => fact.kind === 'oom-kill');
    expect(new Set(kills.map(({ scope }) => scope))).toEqual(new Set(['pod']));
  });

  it('half of the killed containers read Error, as containerd’s event is late', () => {
    expect(new Set(ends(play('oom1')).map(({ exitCode, reason }) => `${exitCode} ${reason}`))).toEqual(
      new Set(['137 Error', '137 OOMKilled'])
    );
  });

  it('a node that lost its power says 255, Unknown of all that ran', () => {
    const world = play('node-restart');
    expect(new Set(ends(world).map(({ exitCode, reason }) => `${exitCode} ${reason}`))).toEqual(
      new Set(['255 Unknown'])
    );
    const boots = world.store.byName.get('node_boot_time_seconds')?.flatMap(({ values }) => values) ?? [];
    expect(new Set(boots.filter((value) => !Number.isNaN(value))).size).toBe(2);
  });

  it('the kubelet’s counter begins anew with the kubelet, and its start time moves', () => {
    const starts = play('kubelet-restart').store.byName.get('process_start_time_seconds')?.[0]?.values ?? [];
    expect(new Set(starts.filter((value) => !Number.isNaN(value))).size).toBe(2);
  });

  it('the kernel’s log is one that the log reader understands', () => {
    const { kernelLog, facts, to } = play('race');
    const { ooms } = readLog(kernelLog.join('\n'), { reference: to });
    expect(ooms.length).toBe(facts.filter(({ kind }) => kind === 'oom-kill').length);
  });
});

describe('a pod made while its node is down', () => {
  it('is started once', () => {
    const scenario = readScenario(`
duration: 10m
events:
  - {at: 2m, do: power-loss, for: 30s}
  - at: 2m20s
    do: create
    pod: {namespace: shop, name: late, containers: [{name: late, limit: 64Mi, memory: {start: 20Mi, grow: {by: 1Mi, every: 2s}}}]}
`);
    const ends = runWorld(scenario).facts.filter((fact) => fact.kind === 'end');
    expect(ends.length).toBeGreaterThan(0);
    expect(new Set(ends.map(({ cause }) => cause))).toEqual(new Set(['oom']));
    expect(new Set(ends.map(({ at }) => at)).size).toBe(ends.length);
  });
});

test.each(['{at: 3m, do: reboot, for: 2m}', '{at: 3m, do: shutdown, grace: 10s, for: 2m}'])(
  'a node without power is not restarted once more by %s',
  (event) => {
    const scenario = readScenario(`
duration: 10m
events:
  - {at: 2m, do: power-loss, for: 2m}
  - ${event}
`);
    expect(runWorld(scenario).facts.filter(({ kind }) => kind === 'node-restart').length).toBe(1);
  }
);
