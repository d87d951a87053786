import type { Eviction, NodeEvent, OomKill, PressureWindow } from '../events/events';
import { headline } from './headline';
import type { Curve, NodeMemory } from './nodeMemory';
import { MiB } from '../units';

const STEP = 30_000;
const curve = (values: readonly number[]): Curve => ({
  values: values.map((value) => value * MiB),
  provenance: 'measured',
  source: 'test',
});
const line = (value: number) => ({ value: value * MiB, provenance: 'measured' as const, source: 'test' });
const flat = (value: number) => curve(Array.from({ length: 10 }, () => value));
const rising = (from: number, by: number) => curve(Array.from({ length: 10 }, (_, i) => from + i * by));

const memory = (events: readonly NodeEvent[], more: Partial<NodeMemory> = {}): NodeMemory => ({
  identity: { node: 'n' },
  step: STEP,
  scrapeInterval: STEP,
  times: Array.from({ length: 10 }, (_, i) => i * STEP),
  lines: { capacity: flat(7000), kubepodsLimit: flat(5300) },
  nodeWorkingSet: flat(1200),
  nodeAvailable: flat(5800),
  podsWorkingSet: flat(700),
  current: { findings: [] },
  events,
  findings: [],
  ...more,
});

const base = (at: number) => ({ id: String(at), node: 'n', earliest: at, latest: at, proofs: [] });
const evicted = (pod?: string, signal?: string, at = 270_000): Eviction => ({
  ...base(at),
  kind: 'eviction',
  signal,
  pod,
  namespace: 'x',
});
const killed = (pod?: string, at = 270_000): OomKill => ({
  ...base(at),
  kind: 'oom-kill',
  pod,
  container: pod,
  namespace: 'x',
});
const pressure: PressureWindow = { ...base(0), kind: 'pressure', ended: true };
const POD = 'allocatableMemory.available';
const NODE = 'memory.available';

describe('headline', () => {
  test.each<[string, NodeMemory]>([
    ['Pods crossed allocatable; the kubelet evicted alloc-mem-leak', memory([evicted('alloc-mem-leak', POD)])],
    [
      'Something outside the pods took the node’s memory; the kubelet evicted node-exporter three times',
      memory(
        [
          evicted('node-exporter-q6knv', NODE),
          evicted('node-exporter-scnqv', NODE),
          evicted('node-exporter-gq2dt', NODE),
        ],
        {
          nodeWorkingSet: rising(1000, 500),
        }
      ),
    ],
    [
      'The pods took the node’s memory; the kubelet evicted web',
      memory([evicted('web', NODE)], { nodeWorkingSet: rising(1000, 500), podsWorkingSet: rising(500, 490) }),
    ],
    [
      'The node ran short of memory; the kubelet evicted web',
      memory([evicted('web', NODE)], { nodeWorkingSet: undefined }),
    ],
    ['Pods crossed allocatable; the kubelet evicted one that no source names', memory([evicted(undefined, POD)])],
    [
      'The node ran short of nodefs, not of memory; the kubelet evicted web',
      memory([evicted('web', 'nodefs.available')]),
    ],
    ['The kubelet evicted web', memory([evicted('web')])],
    [
      'The kernel killed checkout three times at its own limit',
      memory([100, 170, 270].map((at) => killed('checkout', at * 1000))),
    ],
    [
      'The kernel killed checkout twice',
      memory([killed('checkout', 200_000), killed('checkout')], { podsWorkingSet: rising(700, 500) }),
    ],
    ['The kernel killed checkout', memory([killed('checkout')])],
    ['The kernel killed one that no source names', memory([killed()])],
    [
      'Pods crossed allocatable; the kubelet evicted node-exporter, and the kernel killed web, db and 2 more',
      memory([evicted('node-exporter-68cjj', POD), killed('web'), killed('db'), killed('cache'), killed('prefork')]),
    ],
    ['No eviction or OOM kill in this range', memory([])],
    [
      'At the end of this range the node has 600 MiB available of 7000 MiB, below the 750 MiB at which the kubelet evicts',
      memory([], {
        nodeAvailable: flat(600),
        current: { capacity: line(7000), evictionHard: line(750), findings: [] },
      }),
    ],
    [
      'If it goes on like this, the pods reach the line above which the kubelet evicts in about 2.5 min, at +16.7 MiB/s',
      memory([], { podsWorkingSet: rising(500, 500), current: { podsEvictionLine: line(7500), findings: [] } }),
    ],
    [
      'No eviction or OOM kill in this range',
      memory([], {
        podsWorkingSet: undefined,
        nodeAvailable: undefined,
        current: { capacity: line(7000), findings: [] },
      }),
    ],
    ['Memory pressure, but no eviction or OOM kill in this range', memory([pressure])],
    [
      'No eviction or OOM kill seen in this range; some of what would show one is not collected',
      memory([], { findings: [{ severity: 'warning', code: 'missing-oom-counter', text: '' }] }),
    ],
    [
      '1 eviction and 2 OOM kills in this range: a, b and c',
      memory([evicted('a', POD, 0), killed('b', 1_000_000), killed('c', 2_000_000)]),
    ],
  ])('%s', (text, model) => {
    expect(headline(model)).toBe(text);
  });
});
