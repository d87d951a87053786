import { readFileSync } from 'node:fs';
import { spawnSync } from 'node:child_process';

import { inProject } from './project';

/** Why the stack of docker-compose.yml cannot be started here, in one line; absent when it can. Asks, and fetches nothing. */
export function whyNoStack(): string | undefined {
  if (!answers(['compose', 'version'])) {
    return 'there is no docker compose';
  }
  if (!answers(['version', '--format', '{{.Server.Version}}'])) {
    return 'no Docker engine answers';
  }
  const missing = images().filter((image) => !answers(['image', 'inspect', image]));
  return missing.length === 0
    ? undefined
    : `images are not here: ${missing.join(', ')} (docker compose --profile leak pull --ignore-buildable fetches them)`;
}

/** Those that are pulled, and what the leak tool's is built on. */
function images(): readonly string[] {
  const { stdout = '' } = docker(['compose', '--profile', 'leak', 'config', '--images']);
  const base = /^FROM (\S+)$/m.exec(readFileSync(inProject('lab', 'leak', 'Dockerfile'), 'utf8'))?.[1];
  const pulled = stdout.split('\n').filter((image) => image !== '' && !image.startsWith('tidemark-leak:'));
  return [...new Set([...pulled, ...(base === undefined ? [] : [base])])];
}

const answers = (args: readonly string[]): boolean => docker(args).status === 0;

/** An engine that does not answer must not hold anything up. */
const docker = (args: readonly string[]) =>
  spawnSync('docker', [...args], { cwd: inProject(), env: process.env, encoding: 'utf8', timeout: 10_000 });
