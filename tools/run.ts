import { spawn, spawnSync } from 'node:child_process';

export interface CommandResult {
  /** `null` when a signal ended it or it could not be started. */
  readonly code: number | null;
  readonly output: string;
}

interface RunOptions {
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
}

/** Runs a command to its end and returns what it printed; never throws. */
export function capture(command: string, args: readonly string[], { cwd, env }: RunOptions = {}): CommandResult {
  const { status, stdout, stderr, error } = spawnSync(command, args, {
    cwd,
    env: env ?? process.env,
    encoding: 'utf8',
    maxBuffer: 512 * 1024 * 1024,
  });
  return { code: status, output: error ? error.message : `${stdout}${stderr}`.trim() };
}

/** Runs a command with its output passed through and also kept, to count test results from it. */
export function stream(
  command: string,
  args: readonly string[],
  { cwd, env }: RunOptions = {}
): Promise<CommandResult> {
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd, env: env ?? process.env, stdio: ['inherit', 'pipe', 'pipe'] });
    const chunks: string[] = [];
    const keep = (sink: NodeJS.WriteStream) => (chunk: Buffer) => {
      sink.write(chunk);
      chunks.push(chunk.toString());
    };
    child.stdout.on('data', keep(process.stdout));
    child.stderr.on('data', keep(process.stderr));
    child.on('error', (error) => resolve({ code: null, output: error.message }));
    child.on('close', (code) => resolve({ code, output: chunks.join('') }));
  });
}
