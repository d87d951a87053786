import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import React from 'react';
import { MemoryRouter } from 'react-router-dom';

import type { Note } from '../../frames/readAnnotations';
import { START, STEP } from '../testing/sceneOf';

import { NoteButtons } from './NoteButtons';

const utc = (time: number): string => new Date(time).toISOString().slice(11, 19);

const NOTE: Note = { id: '7', time: START, timeEnd: START, title: 'Deploy', text: 'storefront 1.2', tags: [] };

const show = (parts: Partial<Note> = {}) =>
  render(<NoteButtons targets={[{ note: { ...NOTE, ...parts }, x: 10, y: 20 }]} formatTime={utc} />, {
    wrapper: MemoryRouter,
  });

test.each<[string, Partial<Note>, string]>([
  ['its title', {}, 'Annotation: Deploy, 21:05:00'],
  ['its text where it has no title', { title: '' }, 'Annotation: storefront 1.2, 21:05:00'],
  ['the first line of a longer one', { title: '', text: 'one<br>two' }, 'Annotation: one, 21:05:00'],
  ['that it has no text', { title: '', text: '<b></b>' }, 'Annotation: no text, 21:05:00'],
])('a button is named by %s', (_, parts, expected) => {
  show(parts);
  expect(screen.getByRole('button')).toHaveAccessibleName(expected);
});

test('the keyboard opens time, words, own link and tags', async () => {
  show({ timeEnd: START + STEP, text: 'storefront <a href="/d/x">more</a>', tags: ['tidemark', 'oom'] });
  await userEvent.tab();
  const tip = await screen.findByRole('tooltip');
  expect(tip).toHaveTextContent('21:05:00 – 21:05:30');
  expect(tip).toHaveTextContent('tidemark, oom');
  expect(screen.getByRole('link', { name: 'Follow its link' })).toHaveAttribute('href', '/d/x');
});

test.each([
  ['a link to elsewhere is no link', '<a href="https://elsewhere.test/">go</a>'],
  ['a script link is no link', '<a href="javascript:alert(1)">go</a>'],
])('%s', async (_, text) => {
  show({ text });
  await userEvent.tab();
  await screen.findByRole('tooltip');
  expect(screen.queryByRole('link')).toBeNull();
});
