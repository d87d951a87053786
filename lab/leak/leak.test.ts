import { spawnSync } from 'node:child_process';

/** In a process of its own, as the image runs it; tsx stands for a Node that reads TypeScript itself. */
const leak = (...args: string[]) =>
  spawnSync(process.execPath, ['--import', 'tsx', 'lab/leak/leak.ts', ...args], { encoding: 'utf8', timeout: 25_000 });

describe('leak', () => {
  it('takes its blocks, tells of each, and ends by itself', () => {
    const { status, stdout } = leak('-m', '1', '-e', '0', '-x', '2.5', '-f', '0.5', '-s', '2', '-o', '0');
    expect(stdout.replace(/[\d.]+ MiB (resident|outside)/g, '… MiB $1').split('\n')).toEqual([
      'Takes 1 MiB every 0 ms up to 2.5 MiB; 50 % of it is touched.',
      'Block #1  +1 MiB  [1 MiB taken, 0.5 MiB touched]',
      'Block #2  +1 MiB  [2 MiB taken, 1 MiB touched]',
      '= process: … MiB resident, … MiB outside the heap',
      'Block #3  +0.5 MiB  [2.5 MiB taken, 1.25 MiB touched]',
      'Holds the memory for 0 s, then ends.',
      'Gives back 3 blocks.',
      '',
    ]);
    expect(status).toBe(0);
  });

  it('takes nothing when a knob is wrong, and says which', () => {
    const { status, stdout, stderr } = leak('--touched', '2');
    expect(status).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).toContain('--touched takes a number from 0 to 1, not "2"');
    expect(stderr).toContain('-m, --block MiB');
  });
});
