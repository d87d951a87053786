import { spawn, type ChildProcess } from 'node:child_process';

import { Complaint } from './complaint';
import { stopAtExit, type Stop } from './stopAtExit';

export interface ServerCommand {
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  readonly env?: NodeJS.ProcessEnv;
  /** Answers 2xx once the server can be used. */
  readonly readyUrl: string;
  readonly timeoutMs?: number;
}

/** Starts a server and waits until it answers. The returned function ends it and waits until it is gone. */
export async function startServer(server: ServerCommand): Promise<Stop> {
  const child = spawn(server.command, server.args, {
    env: server.env ?? process.env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const log = keepTail(child);
  const stop = stopAtExit(() => endProcess(child));
  try {
    await waitUntilReady(server, child);
  } catch (error) {
    await stop();
    throw new Complaint(`${server.name} did not start: ${error instanceof Error ? error.message : error}\n${log()}`);
  }
  return stop;
}

async function waitUntilReady({ readyUrl, timeoutMs = 30_000 }: ServerCommand, child: ChildProcess): Promise<void> {
  const gaveUp = Date.now() + timeoutMs;
  const startError = new Promise<never>((_, reject) => child.once('error', reject));
  startError.catch(() => undefined);
  while (Date.now() < gaveUp) {
    if (child.exitCode !== null || child.signalCode !== null) {
      throw new Error(`it ended at once (${child.exitCode ?? child.signalCode})`);
    }
    if (await Promise.race([answers(readyUrl), startError])) {
      return;
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`no answer from ${readyUrl} within ${timeoutMs / 1000} s`);
}

async function answers(url: string): Promise<boolean> {
  try {
    return (await fetch(url, { signal: AbortSignal.timeout(2_000) })).ok;
  } catch {
    return false;
  }
}

function keepTail(child: ChildProcess): () => string {
  let tail = '';
  const keep = (chunk: Buffer) => {
    tail = (tail + chunk.toString()).slice(-2_000);
  };
  child.stdout?.on('data', keep);
  child.stderr?.on('data', keep);
  return () => tail.trim().split('\n').slice(-5).join('\n');
}

function endProcess(child: ChildProcess): Promise<void> {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) {
    return Promise.resolve();
  }
  return new Promise((resolve) => {
    const impatience = setTimeout(() => child.kill('SIGKILL'), 5_000);
    child.once('exit', () => {
      clearTimeout(impatience);
      resolve();
    });
    child.kill('SIGTERM');
  });
}
