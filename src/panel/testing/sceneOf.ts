import type { Eviction } from '../../domain/events/events';
import type { Curve, NodeMemory } from '../../domain/node/nodeMemory';
import { MiB, type Bytes, type EpochMs } from '../../domain/units';
import { bottom } from '../layout/geometry';
import type { Palette } from '../layout/palette';
import type { Scene } from '../layout/scene';
import type { MeasureText } from '../layout/shapes';
import { yRange } from '../layout/yRange';

/** 2026-11-21T21:05:00Z, where the article's Figure 3 begins in recording-1. */
export const START: EpochMs = Date.UTC(2026, 10, 21, 21, 5);
export const STEP = 30_000;

export const measure: MeasureText = (text, size) => 0.55 * size * text.length;

export const PALETTE: Palette = {
  background: '#181b1f',
  text: '#ccccdc',
  faintText: '#8e8e99',
  grid: '#2c2f33',
  fontFamily: 'Inter',
  fields: {
    nodeAvailable: '#73bf69',
    nodeWorkingSet: '#f2cc0c',
    podsWorkingSet: '#5794f2',
    podsGhost: '#5794f2',
    capacity: '#8e8e99',
    kubepodsLimit: '#f2495c',
    podsEvictionLine: '#f2495c',
    allocatable: '#f2495c',
    evictionHard: '#f2495c',
  },
  events: { eviction: '#f2495c', 'oom-kill': '#b877d9', termination: '#8e8e99', pressure: '#ff9830' },
  curveWords: { nodeAvailable: 'green', nodeWorkingSet: 'yellow', podsWorkingSet: 'blue', podsGhost: 'blue' },
  danger: '#f2495c',
  dangerHatch: 0.5,
  oomZone: { fill: '#000000', opacity: 0.72, text: '#e8e8f0' },
  pressureText: '#111217',
  lane: '#22252b',
};

export const curveInMiB = (values: ReadonlyArray<number | null>): Curve => ({
  values: values.map((value) => (value === null ? null : value * MiB)),
  provenance: 'measured',
  source: 'root cgroup',
});

const flat = (value: Bytes, length: number): Curve => ({
  values: Array.from({ length }, () => value),
  provenance: 'reported',
  source: 'kube_node_status_allocatable',
});

/** The article's node: 7120616Ki, kubeReserved 1638Mi, eviction-hard 750Mi. Pods grow until an eviction at the fifth sample. */
export function articleMemory(parts: Partial<NodeMemory> = {}): NodeMemory {
  const pods = [270, 1200, 2200, 3200, 4200, 270, 270, 270];
  const length = pods.length;
  return {
    identity: { node: 'lab-node' },
    step: STEP,
    scrapeInterval: STEP,
    times: pods.map((_, index) => START + index * STEP),
    podsWorkingSet: curveInMiB(pods),
    podsGhost: curveInMiB([null, null, null, null, null, 4470, 4470, null]),
    nodeWorkingSet: curveInMiB(pods.map((value) => value + 500)),
    nodeAvailable: curveInMiB(pods.map((value) => 6953 - value - 500)),
    lines: {
      capacity: flat(7120616 * 1024, length),
      kubepodsLimit: flat(5443304 * 1024, length),
      podsEvictionLine: flat(4675304 * 1024, length),
      allocatable: flat(4675304 * 1024, length),
      evictionHard: flat(750 * MiB, length),
    },
    current: { findings: [] },
    events: [EVICTED_LEAK],
    findings: [],
    ...parts,
  };
}

/** Evicted between the fifth and the sixth sample. */
export const EVICTED_LEAK: Eviction = {
  kind: 'eviction',
  id: 'evicted-leak',
  node: 'lab-node',
  earliest: START + 4 * STEP,
  latest: START + 5 * STEP,
  namespace: 'alloc-tests',
  pod: 'alloc-mem-leak',
  container: 'leak',
  qos: 'BestEffort',
  signal: 'allocatableMemory.available',
  proofs: [{ source: 'kubelet_evictions', observed: '0 → 1', at: START + 5 * STEP }],
};

/** A plot inside a canvas of the given size, over the memory's own times. */
export function sceneOf(parts: Partial<Scene> = {}, size = { width: 1000, height: 400 }): Scene {
  const memory = parts.memory ?? articleMemory();
  const { width, height } = size;
  const plot = {
    x: Math.min(60, 0.2 * width),
    y: Math.min(28, 0.2 * height),
    width: Math.max(0, 0.7 * width),
    height: Math.max(0, 0.6 * height),
  };
  const [from, to] = [memory.times[0] ?? START, memory.times.at(-1) ?? START];
  const [, top] = yRange(memory, new Set());
  return {
    memory,
    view: 'pods',
    notes: [],
    hidden: new Set(),
    canvas: size,
    plot,
    x: (time) => plot.x + ((time - from) / Math.max(1, to - from)) * plot.width,
    y: (value) => bottom(plot) - (value / top) * plot.height,
    palette: PALETTE,
    measure,
    ...parts,
  };
}
