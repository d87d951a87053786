import { applyFieldOverrides, createTheme, type DataFrame } from '@grafana/data';

import { EVICTED, PODS_CROSSED_ALLOCATABLE, UNDER_PRESSURE } from '../../test/fixtures/nodeMemory';
import type { NodeMemory } from '../domain/node/nodeMemory';

import { eventsAnnotationFrame } from './eventsAnnotationFrame';
import { FIELD } from './names';
import { nodeMemoryFrames } from './nodeMemoryFrames';
import { readNodeMemory } from './readNodeMemory';

const frameOf = (model: NodeMemory): DataFrame => nodeMemoryFrames(model)[0] ?? { fields: [], length: 0 };
const customOf = (frame: DataFrame, name: string) => frame.fields.find((field) => field.name === name)?.config.custom;

describe('frames and back', () => {
  test('nothing of the model is lost', () => {
    const model = PODS_CROSSED_ALLOCATABLE;
    const view = readNodeMemory(nodeMemoryFrames(model), [eventsAnnotationFrame(model.events)]);
    expect(view?.memory).toEqual(model);
    expect(view?.headline).not.toBe('');
    expect(view?.counted).toBe(
      'Pods: sum over containers, without pause. Node: root cgroup. One point every 60 s, scrape interval 30 s as the data source is set.'
    );
  });

  test('nor when Grafana has put its field configuration over the frame', () => {
    const data = applyFieldOverrides({
      data: nodeMemoryFrames(PODS_CROSSED_ALLOCATABLE),
      fieldConfig: { defaults: {}, overrides: [] },
      replaceVariables: (text) => text,
      theme: createTheme(),
    });
    const { events: _, ...withoutEvents } = PODS_CROSSED_ALLOCATABLE;
    expect(readNodeMemory(data, [])?.memory).toEqual({ ...withoutEvents, events: [] });
  });

  test('a model with neither curves nor lines survives', () => {
    const { identity, step, scrapeInterval, current, findings } = PODS_CROSSED_ALLOCATABLE;
    const empty: NodeMemory = { identity, step, scrapeInterval, current, findings, times: [], lines: {}, events: [] };
    expect(readNodeMemory(nodeMemoryFrames(empty), [])?.memory).toEqual(empty);
  });

  test('an event that came twice is one', () => {
    const frames = [eventsAnnotationFrame([EVICTED]), eventsAnnotationFrame([EVICTED, UNDER_PRESSURE])];
    expect(readNodeMemory(nodeMemoryFrames(PODS_CROSSED_ALLOCATABLE), frames)?.memory.events).toEqual([
      EVICTED,
      UNDER_PRESSURE,
    ]);
  });

  test.each([
    ['no frames', []],
    ['a frame of another source', [{ fields: [], length: 0, meta: { custom: { resultType: 'matrix' } } }]],
    ['our mark without a time', [{ ...frameOf(PODS_CROSSED_ALLOCATABLE), fields: [] }]],
  ])('%s are not ours', (_, frames: DataFrame[]) => {
    expect(readNodeMemory(frames, [])).toBeUndefined();
  });

  test('a curve that a transformation took away is absent, and undefined or NaN is a gap', () => {
    const frame = frameOf(PODS_CROSSED_ALLOCATABLE);
    const fields = frame.fields
      .filter(({ name }) => name !== FIELD.podsGhost)
      .map((field) => (field.name === FIELD.nodeWorkingSet ? { ...field, values: [1, undefined, NaN, 4] } : field));
    const memory = readNodeMemory([{ ...frame, fields }], [])?.memory;
    expect(memory?.podsGhost).toBeUndefined();
    expect(memory?.nodeWorkingSet?.values).toEqual([1, null, null, 4]);
  });
});

describe('the frame in the built-in Time series panel', () => {
  const frame = frameOf(PODS_CROSSED_ALLOCATABLE);

  test('every field says how it is drawn, so that no default of the panel shows through', () => {
    for (const field of frame.fields.slice(1)) {
      expect(field.config).toMatchObject({ unit: 'bytes', color: { mode: 'fixed' }, displayName: expect.any(String) });
      expect(Object.keys(field.config.custom)).toEqual(
        expect.arrayContaining(['fillOpacity', 'lineWidth', 'showPoints', 'spanNulls'])
      );
    }
  });

  test('the names and colours are those of our panel', () => {
    const looks = frame.fields.slice(1).map((field) => [field.config.displayName, field.config.color?.fixedColor]);
    expect(looks).toEqual([
      ['node available', 'green'],
      ['node working set', 'yellow'],
      ['pods working set', 'blue'],
      ['pods with ghosts', 'blue'],
      ['capacity', 'text'],
      ['kubepods limit', 'red'],
      ['pods eviction line', 'red'],
      ['allocatable', 'red'],
      ['eviction-hard', 'red'],
    ]);
  });

  test('the eviction band lies between allocatable and the pods’ limit, the OOM zone above', () => {
    expect(customOf(frame, FIELD.kubepodsLimit)).toMatchObject({ fillBelowTo: FIELD.allocatable });
    expect(customOf(frame, FIELD.capacity)).toMatchObject({ fillBelowTo: FIELD.kubepodsLimit });
    expect(customOf(frame, FIELD.podsEvictionLine)).toMatchObject({ hideFrom: { viz: true } });
  });

  test('with a percentage threshold the band begins at the pods’ own eviction line, which then shows', () => {
    const { lines } = PODS_CROSSED_ALLOCATABLE;
    const values = lines.allocatable?.values.map((value) => (value ?? 0) + 80) ?? [];
    const podsEvictionLine = { values, provenance: 'computed', source: '' } as const;
    const percentage = frameOf({ ...PODS_CROSSED_ALLOCATABLE, lines: { ...lines, podsEvictionLine } });
    expect(customOf(percentage, FIELD.kubepodsLimit)).toMatchObject({ fillBelowTo: FIELD.podsEvictionLine });
    expect(customOf(percentage, FIELD.podsEvictionLine)).not.toHaveProperty('hideFrom');
  });

  test('what is wrong with the data is a notice, with its remedy; what is only worth knowing is not', () => {
    expect(frame.meta?.notices).toEqual([{ severity: 'warning', text: 'The measure is missing. Scrape it.' }]);
  });
});
