import { OUTSIDE, findCause, hasPaid, usageByPart } from './cause';
import { startCadvisor, type Cadvisor } from './cadvisor';
import { isWithin } from './cgroup';
import { inNextPod, jobsOf, type Job } from './collections';
import { tellOfOom } from './containerd';
import { createWorkload, replacePod } from './controllers';
import { LOOP, synchronize } from './evictionManager';
import type { Exporter } from './exposition';
import type { Fact } from './facts';
import { startServices } from './hostProcesses';
import type { OomKill } from './kernel';
import { oomLines } from './kernelLog';
import { kubeletMetrics, resourceMetrics } from './kubeletPages';
import { kubeStateMetrics } from './kubeStateMetrics';
import { buildMachine, isThrashing, type Machine, type NodeLines } from './machine';
import { nodeExporter } from './nodeExporter';
import { postNodeStatus, STATUS_PERIOD, watchNode } from './nodeStatus';
import { perform } from './operators';
import { podRef } from './podRef';
import { randomFrom, type Random } from './random';
import type { JobKind, Scenario } from './scenario';
import { scheduleFrom } from './schedule';
import { scrape, type Answer } from './scraper';
import { seriesStore, type SeriesStore } from './seriesStore';

export interface World {
  readonly scenario: Scenario;
  readonly from: number;
  readonly to: number;
  readonly store: SeriesStore;
  readonly facts: readonly Fact[];
  readonly lines: NodeLines;
  readonly kernelLog: readonly string[];
  readonly kubeletLog: readonly string[];
}

interface RunOptions {
  readonly keepLogs?: boolean;
  /** In place of a store of its own: several nodes in one. */
  readonly store?: SeriesStore;
  /** Called after each simulated second. */
  readonly onTick?: (now: number) => void;
}

const TICK = 1000;

/** Plays the scenario through to its end. */
export function runWorld(scenario: Scenario, options: RunOptions = {}): World {
  const { keepLogs = false, store = seriesStore(), onTick = () => {} } = options;
  const from = Date.parse(scenario.start);
  const to = from + scenario.duration;
  const random = randomFrom(scenario.seed);
  const schedule = scheduleFrom(from);
  const machine = buildMachine({
    spec: scenario.node,
    schedule,
    random: random.fork('machine'),
    start: from,
    keepLogs,
  });
  const { skew } = scenario.collection;
  const cadvisor = startCadvisor(machine, skew);
  machine.kernel.onOomKill = (kill) => tellAll(machine, kill);
  machine.replace = (pod) => replacePod(machine, pod);
  startServices(machine);
  scenario.pods.forEach((pod) => schedule.at(from + pod.start, () => createWorkload(machine, pod)));
  const goOn = () => kubeletLoop(machine, cadvisor);
  const start = () => {
    cadvisor.restart();
    goOn();
  };
  scenario.events.forEach((event) => schedule.at(from + event.at, () => perform(machine, event, { start, goOn })));
  kubeletLoop(machine, cadvisor);
  every(machine, STATUS_PERIOD, () => postNodeStatus(machine));
  every(machine, 5000, () => watchNode(machine));
  every(machine, 10_000, () => machine.growth.note(schedule.now(), usageByPart(machine)));
  startScraping({ scenario, machine, cadvisor, store, random, from, to });
  for (let now = from + TICK; now <= to; now += TICK) {
    machine.kernel.run(now);
    stall(machine);
    schedule.runUntil(now);
    if (machine.up && machine.kubelet.running) {
      cadvisor.housekeep(now);
    }
    onTick(now);
  }
  store.settle();
  const { facts, lines, kernelLog, kubeletLog } = machine;
  return { scenario, from, to, store, facts: [...facts].sort((a, b) => a.at - b.at), lines, kernelLog, kubeletLog };
}

/** Tasks wait for memory that is hardly there. */
function stall(machine: Machine): void {
  if (isThrashing(machine)) {
    machine.kernel.root.stalled += 0.6;
  }
}

function every({ schedule, random }: Machine, period: number, what: () => void): void {
  const again = (at: number) =>
    schedule.at(at, () => {
      what();
      again(at + period);
    });
  again(schedule.now() + random.whole(0, period));
}

/** Runs as long as this kubelet does. */
function kubeletLoop(machine: Machine, cadvisor: Cadvisor): void {
  const { schedule, kubelet, random } = machine;
  const { startedAt } = kubelet;
  const again = (at: number) =>
    schedule.at(at, () => {
      if (kubelet.running && kubelet.startedAt === startedAt) {
        cadvisor.lookAgain([machine.kernel.root, machine.kubepods]);
        synchronize(machine, ({ cgroup }) => cgroup && cadvisor.sampleOf(cgroup)?.workingSet);
        again(at + LOOP + random.whole(5, 120));
      }
    });
  again(schedule.now() + random.whole(1000, LOOP));
}

/** The kernel's log, cAdvisor and containerd hear of each kill. */
function tellAll(machine: Machine, kill: OomKill): void {
  const { at, limitOf, victim, cgroup, killed, byGroup } = kill;
  const path = limitOf ? cgroup.path : '/';
  machine.ringBuffer.push(path);
  (limitOf ? cgroup : machine.kernel.root).oomEvents += 1;
  tellOfOom(machine, kill);
  if (machine.keepLogs) {
    machine.kernelLog.push(...oomLines(kill, machine.spec.name));
  }
  const pod = [...machine.pods].find((one) => one.cgroup && isWithin(cgroup, one.cgroup));
  const container = pod?.containers.find((one) => one.cgroup === cgroup);
  const scope = scopeOf(machine, kill);
  const isOwn = scope === 'container' || scope === 'pod';
  const self = pod && { kind: 'pod' as const, namespace: pod.namespace, pod: pod.name };
  const cause = isOwn && self ? self : findCause(machine, at, scope === 'kubepods' ? 'pods' : 'node');
  machine.facts.push({
    kind: 'oom-kill',
    at,
    scope,
    ...(pod && { pod: podRef(pod) }),
    ...(container && { container: container.spec.name }),
    ended: byGroup || victim.isInit,
    pid: victim.pid,
    comm: victim.comm,
    ...(limitOf && { limitOf: limitOf.path }),
    taskMemcg: cgroup.path,
    processes: killed.length,
    group: byGroup,
    cause,
    paidForAnother: !isOwn && hasPaid(machine, at, pod ? `${pod.namespace}/${pod.name}` : OUTSIDE, cause),
  });
}

function scopeOf(
  { kubepods }: Machine,
  { limitOf, confinedBy }: OomKill
): Extract<Fact, { kind: 'oom-kill' }>['scope'] {
  if (!limitOf) {
    return confinedBy ? 'system' : 'node';
  }
  switch (limitOf.level) {
    case 'container':
    case 'pause':
      return 'container';
    case 'pod':
      return 'pod';
    case 'kubepods':
    case 'qos':
      return 'kubepods';
    case 'root':
    case 'system':
      return isWithin(limitOf, kubepods) ? 'kubepods' : 'system';
  }
}

interface Scraping {
  readonly scenario: Scenario;
  readonly machine: Machine;
  readonly cadvisor: Cadvisor;
  readonly store: SeriesStore;
  readonly random: Random;
  readonly from: number;
  readonly to: number;
}

function startScraping({ scenario, machine, cadvisor, store, random, from, to }: Scraping): void {
  const { collection, node } = scenario;
  const { skew } = collection;
  const exporters: Readonly<Record<JobKind, Exporter>> = {
    cadvisor: cadvisor.expose,
    kubelet: kubeletMetrics(machine, skew),
    resource: resourceMetrics(machine, cadvisor, skew),
    'node-exporter': nodeExporter(machine, skew),
    'kube-state-metrics': kubeStateMetrics(machine, skew),
  };
  for (let replica = 0; replica < collection.replicas; replica += 1) {
    const chance = random.fork(`scrapes ${replica}`);
    jobsOf(collection, node)
      .flatMap((job) => targetsOf(job, scenario, { from, to }))
      .forEach(({ job, start, end, pod }) =>
        scrape(
          { job, exporter: exporters[job.kind], ask: () => answerOf(machine, job, chance) },
          {
            schedule: machine.schedule,
            store,
            random: chance,
            collection,
            from,
            start,
            end,
            place: replica + pod * collection.replicas,
            ...(collection.replicas > 1 && { replica: `prometheus-${replica}` }),
          }
        )
      );
  }
}

interface Target {
  readonly job: Job;
  readonly start: number;
  readonly end: number;
  /** How many pods of its exporter came before. */
  readonly pod: number;
}

/** One after the other, where the exporter's pod is replaced. */
function targetsOf(
  job: Job,
  { collection }: Scenario,
  { from, to }: { readonly from: number; readonly to: number }
): Target[] {
  const move = collection.moves.find((one) => one.job === job.kind);
  const moved = from + (move?.at ?? Infinity);
  return moved >= to
    ? [{ job, start: from, end: to, pod: 0 }]
    : [
        { job, start: from, end: moved, pod: 0 },
        { job: inNextPod(job), start: moved, end: to, pod: 1 },
      ];
}

/** kube-state-metrics runs elsewhere; the kubelet starves first when the node is short, node_exporter mostly answers. */
function answerOf(machine: Machine, { kind }: Job, random: Random): Answer {
  if (kind === 'kube-state-metrics') {
    return { answers: true, duration: random.whole(15, 150) };
  }
  const ofKubelet = kind !== 'node-exporter';
  if (!machine.up || (ofKubelet && !machine.kubelet.running)) {
    return { answers: false };
  }
  const starving = isThrashing(machine);
  const duration = starving
    ? ofKubelet
      ? random.whole(2000, 40_000)
      : random.whole(200, 15_000)
    : random.whole(8, 120) * machine.spec.slowness;
  return { answers: true, duration };
}
