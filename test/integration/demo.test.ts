import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';

import { findFreePort } from '../../tools/freePort';

/** What the demo says and how it ends; only runs that end before anything is built or started. */
function runDemo(...args: readonly string[]) {
  const { status, stderr, stdout } = spawnSync('node', ['tools/demo.mjs', ...args], {
    encoding: 'utf8',
    timeout: 30_000,
  });
  return { status, stdout, said: stderr.trim() };
}

describe('the demo says in one line what is wrong', () => {
  let taken: Server;
  let port: number;

  beforeAll(async () => {
    port = await findFreePort();
    taken = createServer().listen(port, '127.0.0.1');
    await once(taken, 'listening');
  });
  afterAll(() => taken.close());

  test('a taken port, with another to take', () => {
    expect(runDemo('--port', String(port))).toMatchObject({
      status: 1,
      said: `Port ${port} is taken. Choose another: npm run demo -- --port ${port + 1}`,
    });
  });

  test('a port that is none', () => {
    const { status, said } = runDemo('--port', 'http');
    expect(status).toBe(1);
    expect(said.split('\n')[0]).toBe('"http" is not a port');
  });

  test('an option that there is not', () => {
    const { status, said } = runDemo('--grafna');
    expect(status).toBe(1);
    expect(said.split('\n')[0]).toContain('--grafna');
  });
});

describe('the live demo says in one line what is wrong', () => {
  test.each([
    ['a scenario that there is not', ['--live', 'oom9'], /^No scenario "oom9"/],
    [
      'a Prometheus beside its own',
      ['--live', '--prometheus', 'http://127.0.0.1:1'],
      /^--live brings its own Prometheus/,
    ],
    ['a scenario without --live', ['oom2'], /^"oom2" is no option/],
  ])('%s', (_, args, problem) => {
    const { status, said } = runDemo(...args);
    expect(status).toBe(1);
    expect(said).toMatch(problem);
  });
});

test('help names every option', () => {
  const { status, stdout } = runDemo('--help');
  expect(status).toBe(0);
  for (const option of ['--live', '--prometheus', '--port', '--grafana']) {
    expect(stdout).toContain(option);
  }
});
