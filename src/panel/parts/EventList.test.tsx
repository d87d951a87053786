import { render, screen } from '@testing-library/react';
import React from 'react';

import type { PointEvent } from '../layout/eventWords';
import { EVICTED_LEAK, START, STEP } from '../testing/sceneOf';

import { EventList } from './EventList';

const HOSTILE = '<img src=x onerror=alert(1)>';
const utc = (time: number): string => new Date(time).toISOString().slice(11, 19);

const evictions = (count: number): readonly PointEvent[] =>
  Array.from({ length: count }, (_, index) => ({
    ...EVICTED_LEAK,
    id: `evicted-${index}`,
    pod: `leak-${index}`,
    latest: START + STEP,
  }));

const show = (events: readonly PointEvent[]) => render(<EventList events={events} all={events} formatTime={utc} />);

test('one event is told whole', () => {
  show([EVICTED_LEAK]);
  expect(screen.getAllByRole('term').map(({ textContent }) => textContent)).toEqual([
    'Evicted',
    'Pod',
    'Container',
    'QoS',
    'Signal',
    'Seen in',
  ]);
  expect(screen.queryByRole('group')).toBeNull();
});

test('several are two lines each, with the rest folded away', () => {
  show(evictions(2));
  const groups = screen.getAllByRole('group');
  expect(groups.map((group) => group.hasAttribute('open'))).toEqual([false, false]);
  expect(groups[1]).toHaveTextContent('leak-1');
});

test('of very many the first are listed and the rest is counted', () => {
  show(evictions(31));
  expect(screen.getAllByRole('group')).toHaveLength(30);
  expect(screen.getByText('and 1 more: zoom in to see them.')).toBeInTheDocument();
});

test('thirty are listed without a rest', () => {
  show(evictions(30));
  expect(screen.queryByText(/zoom in/)).toBeNull();
});

test('a pod’s name is text, whatever it contains', () => {
  const { container } = show([{ ...EVICTED_LEAK, pod: HOSTILE }]);
  expect(container).toHaveTextContent(HOSTILE);
  expect(container.querySelector('img')).toBeNull();
});
