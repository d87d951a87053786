import { createDataFrame, FieldType } from '@grafana/data';

import type { NodeLines } from '../domain/lines/nodeLines';

import { FIELD, FRAME, type NodeMemoryMeta } from './names';
import { readNodeMemory } from './readNodeMemory';
import { replaceLines } from './replaceLines';

const tidemark: NodeMemoryMeta = {
  version: 1,
  identity: { node: 'a' },
  stepMs: 1000,
  scrapeIntervalMs: 1000,
  headline: '',
  counted: '',
  fields: {
    allocatable: { provenance: 'reported', source: 'kube_node_status_allocatable' },
    podsWorkingSet: { provenance: 'measured', source: 'sum over containers' },
  },
  current: { findings: [] },
  findings: [],
};

const FRAMES = [
  createDataFrame({
    name: FRAME.nodeMemory,
    meta: { custom: { tidemark } },
    fields: [
      { name: FIELD.time, type: FieldType.time, values: [1, 2] },
      { name: FIELD.podsWorkingSet, type: FieldType.number, values: [10, 20] },
      { name: FIELD.allocatable, type: FieldType.number, values: [100, 90] },
    ],
  }),
  createDataFrame({ name: FRAME.events, fields: [] }),
];

const TRIED: NodeLines = {
  allocatable: { value: 70, provenance: 'computed', source: 'capacity − reserved' },
  kubepodsLimit: { value: 80, provenance: 'computed', source: 'capacity − reserved' },
  findings: [],
};

describe('replaceLines', () => {
  const replaced = readNodeMemory(replaceLines(FRAMES, TRIED), [])?.memory;

  it('draws the tried line all along the range, with where it comes from', () => {
    expect(replaced?.lines.allocatable).toEqual({
      values: [70, 70],
      provenance: 'computed',
      source: 'capacity − reserved',
    });
    expect(replaced?.current).toEqual(TRIED);
  });

  it('leaves the curves, draws no line for which there was no field, and passes other frames on', () => {
    expect(replaced?.podsWorkingSet?.values).toEqual([10, 20]);
    expect(replaced?.lines.kubepodsLimit).toBeUndefined();
    expect(replaceLines(FRAMES, TRIED)[1]).toBe(FRAMES[1]);
  });

  it('leaves the frames that it got as they were', () => {
    expect(readNodeMemory(FRAMES, [])?.memory.lines.allocatable?.values).toEqual([100, 90]);
  });

  it('passes on a frame without our meta', () => {
    const bare = createDataFrame({ name: FRAME.nodeMemory, fields: [] });
    expect(replaceLines([bare], TRIED)).toEqual([bare]);
  });
});
