import type { Compared } from '../../tools/compareVerdicts';

import { ofRecording } from './ofRecording';
import { isRight, type Cell, type Row } from './row';
import { tableOf } from './table';

const NONE: Cell = { kind: 'none', why: '–' };
const row = (cell: Cell): Row => ({
  scenario: 'oom1',
  happens: ['oom1-container-limit'],
  cells: { simulator: cell, 'this kernel': NONE, 'recording-1': NONE, 'recording-2': NONE },
});
const told = (right: boolean, verdict: string): Cell => ({
  kind: 'told',
  isRight: right,
  said: [{ verdict, confidence: 'likely' }],
});

describe('the table', () => {
  it.each([
    ['what is right by its confidence', told(true, 'oom1-container-limit'), '| ok likely |'],
    ['what is wrong by what was said instead', told(false, 'killed-not-oom'), '| NOT killed-not-oom likely |'],
    ['silence where there was something', { kind: 'told', isRight: false, said: [] } as const, '| NOT nothing told |'],
  ])('tells %s', (_, cell, expected) => {
    expect(tableOf([row(cell)])).toContain(expected);
  });

  it('counts what is wrong, and not what was not run', () => {
    expect([row(NONE), row(told(false, 'x')), row(told(true, 'x'))].map(isRight)).toEqual([true, false, true]);
  });
});

describe('ofRecording', () => {
  const compared = (id: string, verdict: string, more: Partial<Compared['label']> = {}, wrong: string[] = []) =>
    ({ label: { id, verdict, startMs: 0, endMs: 0, victims: [], ...more }, wrong, open: [] }) as Compared;
  const ALL = [
    compared('OOM1', 'oom1-container-limit'),
    compared('GRP', 'oom1-container-limit', {}, ['not found']),
    compared('R', 'oom2-allocatable-evicted', { race: true }),
  ];

  it.each([
    ['every incident of the kind, wrong where one is', ['oom1-container-limit'], false, 'OOM1, GRP'],
    ['a race by its mark', ['oom2-allocatable-evicted', 'oom4-kubepods-limit'], true, 'R'],
  ])('has %s', (_, happens, right, from) => {
    expect(ofRecording(ALL, happens)).toMatchObject({ kind: 'told', isRight: right, from });
  });

  it('has nothing where nothing of the kind was recorded, a race apart', () => {
    expect(ofRecording(ALL, ['oom2-allocatable-evicted'])).toEqual(NONE);
    expect(ofRecording(ALL, [])).toEqual(NONE);
  });
});
