import { worthOf, WORTH, type MeasuredWorth } from './worth';

const told = (certain: number, likely: number, possible: number, wrong = 0, missed = 0) => ({
  certain,
  likely,
  possible,
  wrong,
  missed,
});
const MEASURED: MeasuredWorth = {
  measured: '2026-11-25',
  rules: 'abc',
  worlds: 100,
  complete: {
    'oom4-kubepods-limit': told(40, 8, 2),
    'oom1-container-limit': told(90, 10, 0),
    'child-killed': told(3, 0, 0),
  },
  without: {
    kubepodsPeak: {
      'oom4-kubepods-limit': told(0, 16, 30, 2, 2),
      'oom1-container-limit': told(90, 9, 1),
      'child-killed': told(0, 0, 3),
    },
    spare: {
      'oom4-kubepods-limit': told(38, 10, 2),
      'oom1-container-limit': told(90, 10, 0),
      'child-killed': told(3, 0, 0),
    },
  },
};

test('a family is worth what is no longer said certain or likely without it; of three cases no share is told', () => {
  expect(worthOf('kubepodsPeak', MEASURED)).toEqual({
    share: (32 + 1 + 3) / 153,
    words: ['OOM4 · kubepods limit: 32 % certain or likely instead of 96 %, and 4 % not seen at all (of 50)'],
  });
});

test('where certain only becomes likely that is said, and nothing is lost', () => {
  expect(worthOf('spare', MEASURED)).toEqual({
    share: 0,
    words: ['OOM4 · kubepods limit: 76 % certain instead of 80 % (of 50)'],
  });
});

test('where nothing changes there is nothing to say', () => {
  expect(worthOf('spare', { ...MEASURED, without: { spare: MEASURED.complete } })).toEqual({ share: 0, words: [] });
});

test('of a family that was not measured nothing is claimed', () => {
  expect(worthOf('no-such', MEASURED)).toBeUndefined();
});

test('the checked-in numbers say when and on how many nodes they were measured', () => {
  expect(WORTH.measured).toMatch(/^\d{4}-\d\d-\d\d$/);
  expect(WORTH.worlds).toBeGreaterThanOrEqual(100);
});
