import type { NodeEvent } from '../domain/events/events';

import { eventRows, eventSentence, eventSummary } from './eventRows';
import type { PointEvent } from './layout/eventWords';
import { START, STEP } from './testing/sceneOf';

const utc = (time: number): string => new Date(time).toISOString().slice(0, 19).replace('T', ' ');
const told = (...all: readonly NodeEvent[]) => ({ formatTime: utc, all });
const base = { id: 'e', node: 'lab-node', earliest: START, latest: START, proofs: [] };

describe('eventRows', () => {
  it('names pod, container, QoS, signal, interval and proofs of an eviction', () => {
    const event: PointEvent = {
      ...base,
      kind: 'eviction',
      latest: START + STEP,
      namespace: 'alloc-tests',
      pod: 'alloc-mem-leak',
      container: 'leak',
      qos: 'BestEffort',
      signal: 'allocatableMemory.available',
      proofs: [{ source: 'kubelet_evictions', observed: '0 → 1', at: START }],
    };
    expect(eventRows(event, told())).toEqual([
      ['Evicted', '2026-11-21 21:05:00 – 21:05:30 (between two scrapes)'],
      ['Pod', 'alloc-tests / alloc-mem-leak'],
      ['Container', 'leak'],
      ['QoS', 'BestEffort'],
      ['Signal', 'allocatableMemory.available'],
      ['Seen in', 'kubelet_evictions: 0 → 1'],
    ]);
  });

  it('says unknown where no source named the pod or the signal', () => {
    expect(eventRows({ ...base, kind: 'eviction' }, told())).toEqual([
      ['Evicted', '2026-11-21 21:05:00'],
      ['Pod', 'unknown: no source named it'],
      ['Signal', 'unknown: no source named it'],
    ]);
  });

  it('gives reason, exit code and processes of an OOM kill', () => {
    const event: PointEvent = {
      ...base,
      kind: 'oom-kill',
      pod: 'db',
      reason: 'OOMKilled',
      exitCode: 137,
      processes: 2,
    };
    expect(eventRows(event, told(event))).toEqual([
      ['OOM-killed', '2026-11-21 21:05:00'],
      ['Pod', 'db'],
      ['Cause', 'OOMKilled, exit code 137'],
      ['Killed', '2 processes'],
    ]);
  });

  it('says both dates when the interval crosses midnight', () => {
    const midnight = { earliest: Date.UTC(2026, 10, 21, 23, 59), latest: Date.UTC(2026, 10, 22, 0, 1) };
    const [[, when] = []] = eventRows({ ...base, ...midnight, kind: 'eviction' }, told());
    expect(when).toBe('2026-11-21 23:59:00 – 2026-11-22 00:01:00 (between two scrapes)');
  });

  it('tells one event of several in two lines', () => {
    const event: PointEvent = { ...base, kind: 'oom-kill', namespace: 'shop', pod: 'db', exitCode: 137, processes: 3 };
    expect(eventSummary(event, told(event))).toEqual({
      title: 'OOM-killed shop / db',
      text: '2026-11-21 21:05:00 · exit code 137 · 3 processes',
    });
    expect(eventSummary({ ...base, kind: 'eviction' }, told()).title).toBe('Evicted a pod that no source named');
  });

  it('reads as one sentence', () => {
    expect(eventSentence({ ...base, kind: 'termination', pod: 'db', exitCode: 143 }, told())).toBe(
      'Ended 2026-11-21 21:05:00; Pod db; Cause exit code 143'
    );
  });
});
