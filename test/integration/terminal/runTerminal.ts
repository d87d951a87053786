import { execFile } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { buildSync } from 'esbuild';

import { inProject } from '../../../tools/project';

/** The folder of one test run, for the bundle and the files that options name. */
export const makeFolder = (): string => mkdtempSync(join(tmpdir(), 'tidemark-terminal-'));

/** The very file that is shipped, as `npm run build:cli` makes it. */
export function buildTerminal(folder: string): string {
  const outfile = join(folder, 'tidemark.js');
  buildSync({
    entryPoints: [inProject('cli', 'tidemark.ts')],
    bundle: true,
    platform: 'node',
    target: 'node20',
    outfile,
    logLevel: 'error',
  });
  return outfile;
}

export interface Ran {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the terminal as a process of its own, with nothing of this environment but what is given. */
export const runTerminal = (bundle: string, args: readonly string[], env: Readonly<Record<string, string>> = {}) =>
  new Promise<Ran>((resolve) => {
    const options = { env: { PATH: process.env.PATH, ...env }, timeout: 50_000, maxBuffer: 64 * 1024 * 1024 };
    execFile(process.execPath, [bundle, ...args], options, (error, stdout, stderr) =>
      resolve({ code: typeof error?.code === 'number' ? error.code : error ? -1 : 0, stdout, stderr })
    );
  });
