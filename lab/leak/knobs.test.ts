import { decodeKnobs } from './knobs.ts';

const MiB = 1024 * 1024;

describe('decodeKnobs', () => {
  it('takes 8 MiB a second up to 256 MiB, all of it touched, when nothing is asked for', () => {
    expect(decodeKnobs([])).toEqual({
      ok: true,
      knobs: { block: 8 * MiB, delay: 1000, touched: 1, max: 256 * MiB, statistics: 5, hold: 60_000 },
    });
  });

  it.each([
    ['the article’s short options', ['-m', '100', '-e', '6000', '-f', '1', '-x', '4600']],
    ['long options', ['--block=100', '--delay=6000', '--touched=1', '--max=4600']],
  ])('reads %s', (_, args) => {
    expect(decodeKnobs(args)).toMatchObject({
      ok: true,
      knobs: { block: 100 * MiB, delay: 6000, touched: 1, max: 4600 * MiB },
    });
  });

  it.each([
    ['a maximum of 0 as no end', ['-x', '0'], 'max'],
    ['statistics every 0 blocks as none', ['-s', '0'], 'statistics'],
    ['holding for -1 s as no end', ['--hold=-1'], 'hold'],
  ])('reads %s', (_, args, absent) => {
    const decoded = decodeKnobs(args);
    expect(decoded.ok && absent in decoded.knobs).toBe(false);
    expect(decoded.ok).toBe(true);
  });

  it.each([
    [['--touched=1.5'], '--touched takes a number from 0 to 1, not "1.5"'],
    [['--block=0'], '--block takes a number from 0.25 to 1024, not "0"'],
    [['--delay='], '--delay takes a number from 0 to 86400000, not ""'],
    [['--max=many'], 'not "many"'],
    [['--size=3'], "Unknown option '--size'"],
    [['100'], "Unexpected argument '100'"],
  ])('says of %j what is wrong', (args, problem) => {
    expect(decodeKnobs(args)).toEqual({ ok: false, problem: expect.stringContaining(problem) });
  });
});
