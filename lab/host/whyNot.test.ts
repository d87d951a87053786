import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { readHostScenario } from './hostScenario';
import { whyNot } from './whyNot';

const scenario = readHostScenario('duration: 1m\nnode: {memory: 2Gi, kubeReserved: 1536Mi}');
let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'tidemark-whynot-'));
  jest.spyOn(process, 'getuid').mockReturnValue(0);
});
afterEach(() => {
  rmSync(root, { recursive: true });
  jest.restoreAllMocks();
});

const onLinux = process.platform === 'linux' ? describe : describe.skip;

onLinux('why no real cgroups can be had', () => {
  it('is that only root may make them', () => {
    jest.spyOn(process, 'getuid').mockReturnValue(1000);
    expect(whyNot({ version: 'v1', root }, scenario)).toBe('only root may make memory cgroups (sudo npm run lab:host)');
  });

  it('is that no controller is mounted', () => {
    expect(whyNot(undefined, scenario)).toBe('no memory cgroup controller is mounted');
  });

  it('is that v2 does not hand the controller down', () => {
    writeFileSync(join(root, 'cgroup.subtree_control'), 'cpu pids\n');
    expect(whyNot({ version: 'v2', root }, scenario)).toBe(
      `${root}/cgroup.subtree_control does not hand the memory controller down`
    );
  });

  it('is that the tree cannot be written', () => {
    expect(whyNot({ version: 'v1', root: join(root, 'gone') }, scenario)).toMatch(/is read-only, as in a container$/);
  });
});
