import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import React from 'react';

import type { Finding } from '../../domain/provenance';

import { Findings } from './Findings';

const finding = (severity: Finding['severity'], text: string, remedy?: string): Finding => ({
  severity,
  code: text,
  text,
  ...(remedy !== undefined && { remedy }),
});

const NOTE = finding('info', 'allocatable is computed');
const OTHER = finding('info', 'times are coarse');
const WARNING = finding('warning', 'evictionHard is unknown', 'Enter it.');
const ERROR = finding('error', 'the capacity is unknown');

const nameOf = (findings: readonly Finding[]) => {
  render(<Findings findings={findings} />);
  return screen.queryByRole('button')?.getAttribute('aria-label') ?? null;
};

test.each<[string, readonly Finding[], string | null]>([
  ['nothing to say, nothing shown', [], null],
  ['one note is told in words', [NOTE], 'About this data: allocatable is computed'],
  ['notes are counted', [NOTE, OTHER], 'About this data: 2 notes'],
  ['a warning stands before notes', [NOTE, WARNING], 'About this data: evictionHard is unknown (+1)'],
  ['an error before both', [NOTE, WARNING, ERROR], 'About this data: the capacity is unknown (+2)'],
])('%s', (_, findings, expected) => {
  expect(nameOf(findings)).toBe(expected);
});

test('the keyboard opens all of them, gravest first, with what to do', async () => {
  render(<Findings findings={[NOTE, WARNING, ERROR]} />);
  await userEvent.tab();
  const items = await screen.findAllByRole('listitem');
  expect(items.map(({ textContent }) => textContent)).toEqual([
    'the capacity is unknown',
    'evictionHard is unknownEnter it.',
    'allocatable is computed',
  ]);
});
