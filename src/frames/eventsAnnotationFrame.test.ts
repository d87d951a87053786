import { DataTopic } from '@grafana/data';

import { EVICTED, UNDER_PRESSURE } from '../../test/fixtures/nodeMemory';

import { eventsAnnotationFrame } from './eventsAnnotationFrame';

const column = (frame: ReturnType<typeof eventsAnnotationFrame>, name: string): readonly unknown[] =>
  frame.fields.find((field) => field.name === name)?.values ?? [];

test('an eviction is a marker that names pod, namespace, QoS, signal and when', () => {
  const frame = eventsAnnotationFrame([EVICTED]);
  expect(frame.meta?.dataTopic).toBe(DataTopic.Annotations);
  expect(column(frame, 'title')).toEqual(['Evicted: alloc-mem-leak']);
  expect(column(frame, 'text')).toEqual([
    'namespace: alloc-tests<br>QoS: BestEffort<br>signal: allocatableMemory.available<br>' +
      'between 21:11:00 and 21:12:00 UTC',
  ]);
  expect(column(frame, 'isRegion')).toEqual([false]);
  expect(column(frame, 'time')).toEqual([EVICTED.latest]);
});

test('a pressure window is a region over all its time', () => {
  const frame = eventsAnnotationFrame([UNDER_PRESSURE]);
  expect(column(frame, 'isRegion')).toEqual([true]);
  expect([column(frame, 'time'), column(frame, 'timeEnd')]).toEqual([
    [UNDER_PRESSURE.earliest],
    [UNDER_PRESSURE.latest],
  ]);
  expect(column(frame, 'text')).toEqual(['node: lab-node<br>from 21:12:00 UTC, not over yet']);
});

test('no event offers to be edited or deleted in Grafana, which keeps none of them', () => {
  expect(column(eventsAnnotationFrame([EVICTED, UNDER_PRESSURE]), 'id')).toEqual([0, 0]);
});

test('a label that holds HTML stays text', () => {
  const hostile = `<img src=x onerror="alert('1')">&`;
  const frame = eventsAnnotationFrame([{ ...EVICTED, pod: hostile, namespace: hostile }]);
  for (const rendered of [...column(frame, 'title'), ...column(frame, 'text')]) {
    const element = document.createElement('div');
    element.innerHTML = String(rendered);
    expect(element.querySelector('img')).toBeNull();
    expect(element.textContent).toContain(hostile);
  }
});

test('an event that no source gave a pod names the node', () => {
  const { pod: _pod, namespace: _namespace, qos: _qos, ...unnamed } = EVICTED;
  expect(column(eventsAnnotationFrame([unnamed]), 'title')).toEqual(['Evicted: a pod on lab-node']);
});
