import { createReadStream, type Stats } from 'node:fs';
import { stat } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';

import { logReader, type LogReview } from '../src/domain/logs/readLog';

const PROGRESS_FROM = 10 * 1024 * 1024;

/**
 * Reads a log file, `.gz` included, or standard input (`-`) in bounded memory. Lines without a year are placed nearest to the
 * file's last change. Progress of a large file goes to standard error. Rejects when the file cannot be read.
 */
export async function readLogFile(path: string): Promise<LogReview> {
  const file = path === '-' ? undefined : await statFile(path);
  const raw: Readable = file ? createReadStream(path) : process.stdin;
  const reader = logReader({ reference: file?.mtimeMs ?? Date.now() });
  const decoder = new TextDecoder();
  const showProgress = progress(file?.size ?? 0);
  raw.on('data', (chunk: Buffer) => showProgress(chunk.length));
  const unzipped = createGunzip();
  raw.on('error', (error: Error) => unzipped.destroy(error));
  for await (const chunk of path.endsWith('.gz') ? raw.pipe(unzipped) : raw) {
    reader.push(decoder.decode(chunk, { stream: true }));
  }
  reader.push(decoder.decode());
  return reader.end();
}

async function statFile(path: string): Promise<Stats> {
  const found = await stat(path).catch(() => undefined);
  if (!found?.isFile()) {
    throw new Error(
      `cannot read '${path}': ${found ? 'it is not a file' : 'no such file'}; give a log file, or - for standard input`
    );
  }
  return found;
}

function progress(size: number): (bytes: number) => void {
  let read = 0;
  let shown = 0;
  return (bytes) => {
    read += bytes;
    const percent = Math.floor((100 * read) / size);
    if (process.stderr.isTTY && size >= PROGRESS_FROM && percent >= shown + 10) {
      shown = percent;
      process.stderr.write(`read ${percent} %\n`);
    }
  };
}
