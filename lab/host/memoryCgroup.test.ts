import { mkdtempSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { makeCgroup, oomKillsOf, processesIn, workingSetOf } from './memoryCgroup';

/** Files as the kernel has them; a real kernel is asked by npm run lab:host. */
let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'tidemark-cgroup-'));
});
afterEach(() => rmSync(root, { recursive: true }));

function files(path: string, contents: Readonly<Record<string, string>>): void {
  mkdirSync(join(root, path), { recursive: true });
  Object.entries(contents).forEach(([name, text]) => writeFileSync(join(root, path, name), text));
}

describe('the working set', () => {
  it.each([
    ['v1', { 'memory.usage_in_bytes': '1000\n', 'memory.stat': 'inactive_file 5\ntotal_inactive_file 300\n' }, 700],
    ['v2', { 'memory.current': '1000\n', 'memory.stat': 'anon 600\nfile 400\ninactive_file 300\n' }, 700],
    ['v2', { 'memory.stat': 'anon 600\nfile 400\ninactive_file 300\n' }, 700],
    ['v2', { 'memory.current': '100\n', 'memory.stat': 'inactive_file 300\n' }, 0],
  ] as const)('of %s: %j is %d', (version, contents, expected) => {
    files('/pod', contents);
    expect(workingSetOf({ hierarchy: { version, root }, path: '/pod' })).toBe(expected);
  });
});

describe('OOM kills', () => {
  it.each([
    ['v1', { 'memory.oom_control': 'oom_kill_disable 0\nunder_oom 0\noom_kill 2\n' }, 2],
    ['v2', { 'memory.events': 'low 0\nhigh 0\nmax 9\noom 1\noom_kill 3\noom_group_kill 1\n' }, 3],
    ['v1', { 'memory.oom_control': 'oom_kill_disable 0\nunder_oom 0\n' }, 0],
  ] as const)('of %s: %j', (version, contents, expected) => {
    files('/pod', contents);
    expect(oomKillsOf({ hierarchy: { version, root }, path: '/pod' })).toBe(expected);
  });
});

describe('makeCgroup', () => {
  const read = (path: string) => readFileSync(join(root, path), 'utf8');

  it('sets v2’s limit, forbids swap, takes all of it in a kill and hands the controller down', () => {
    mkdirSync(join(root, 'a'));
    files('/a', {});
    // The kernel makes this file with the folder; here it is missing, and nothing is written to what there is not.
    makeCgroup({ hierarchy: { version: 'v2', root }, path: '/a/pod', limit: 4096, oomGroup: true, isParent: true });
    expect([read('a/pod/memory.max'), read('a/pod/memory.oom.group'), read('a/pod/cgroup.subtree_control')]).toEqual([
      '4096',
      '1',
      '+memory',
    ]);
  });

  it('sets v1’s limit, which knows no group', () => {
    makeCgroup({ hierarchy: { version: 'v1', root }, path: '/pod', limit: 4096, oomGroup: true });
    expect(read('pod/memory.limit_in_bytes')).toBe('4096');
    expect(() => read('pod/memory.oom.group')).toThrow('ENOENT');
  });

  it('refuses one that is there already: somebody else’s limit is not overwritten', () => {
    files('/pod', {});
    expect(() => makeCgroup({ hierarchy: { version: 'v1', root }, path: '/pod', limit: 4096 })).toThrow('EEXIST');
  });
});

it('nobody is in a cgroup that is gone or empty', () => {
  files('/pod', { 'cgroup.procs': '' });
  const hierarchy = { version: 'v2', root } as const;
  expect(processesIn({ hierarchy, path: '/pod' })).toEqual([]);
  expect(processesIn({ hierarchy, path: '/gone' })).toEqual([]);
});
