import { Blob as NodeBlob } from 'node:buffer';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DecompressionStream, TransformStream } from 'node:stream/web';
import { TextDecoder } from 'node:util';
import { gzipSync } from 'node:zlib';

import type { LogNews } from './logNews';
import { readBlob } from './readBlob';
import { readLogInBackground, type LogWorker } from './readLogInBackground';

// A browser's, which jsdom lacks.
Object.assign(globalThis, { DecompressionStream, TransformStream, TextDecoder });
const blobOf = (...parts: Array<string | Uint8Array>): Blob => new NodeBlob(parts) as unknown as Blob;

const TEXT = readFileSync(join(__dirname, '../../../../test/fixtures/logs/recording-1-kernel-oom.log'), 'utf8');
const REPORTS = 27;
const reference = Date.UTC(2026, 10, 22);
const blob = blobOf(TEXT);

/** A worker that answers with these news, in order, once it has a job; `ready` comes by itself. */
class FakeWorker implements LogWorker {
  onmessage: LogWorker['onmessage'] = null;
  onerror: LogWorker['onerror'] = null;
  terminated = false;
  constructor(
    private readonly news: readonly LogNews[] | 'error' | 'silence',
    isReady = true
  ) {
    setTimeout(() => (isReady ? this.tell({ kind: 'ready' }) : news === 'error' && this.fail()), 0);
  }
  postMessage(): void {
    setTimeout(() => (Array.isArray(this.news) ? this.news.forEach((one) => this.tell(one)) : this.fail()), 0);
  }
  terminate(): void {
    this.terminated = true;
  }
  private tell(data: LogNews): void {
    this.onmessage?.({ data } as MessageEvent<LogNews>);
  }
  private fail(): void {
    this.onerror?.({} as ErrorEvent);
  }
}

const never = new AbortController().signal;
const read = (
  startWorker: () => LogWorker,
  more: { signal?: AbortSignal; onProgress?: (share: number) => void } = {}
) =>
  readLogInBackground({
    blob,
    reference,
    startWorker,
    signal: never,
    onProgress: () => undefined,
    patience: 20,
    ...more,
  });

describe('readLogInBackground', () => {
  test('takes what the worker read, and ends the worker', async () => {
    const review = await readBlob({ blob, reference, onProgress: () => undefined });
    const worker = new FakeWorker([
      { kind: 'progress', share: 0.5 },
      { kind: 'done', review },
    ]);
    const onProgress = jest.fn();
    expect(await read(() => worker, { onProgress })).toBe(review);
    expect(onProgress.mock.calls).toEqual([[0.5]]);
    expect(worker.terminated).toBe(true);
  });

  test.each<[string, () => LogWorker]>([
    [
      'cannot be made',
      () => {
        throw new Error('refused by the policy');
      },
    ],
    ['fails before it is up', () => new FakeWorker('error', false)],
    ['never says a word', () => new FakeWorker('silence', false)],
  ])('reads on the main thread when a worker %s', async (_, startWorker) => {
    const onProgress = jest.fn();
    expect((await read(startWorker, { onProgress })).ooms).toHaveLength(REPORTS);
    expect(onProgress).toHaveBeenLastCalledWith(1);
  });

  test.each<[string, readonly LogNews[] | 'error', string]>([
    ['that the worker names', [{ kind: 'failed', message: 'not a gzip file' }], 'not a gzip file'],
    ['of a worker that dies over it', 'error', 'The log reader stopped unexpectedly.'],
  ])('passes on a failure %s', async (_, news, message) => {
    await expect(read(() => new FakeWorker(news))).rejects.toThrow(message);
  });

  test('is cancelled in the worker', async () => {
    const abort = new AbortController();
    const worker = new FakeWorker([{ kind: 'progress', share: 0.1 }]);
    const reading = read(() => worker, { signal: abort.signal, onProgress: () => abort.abort() });
    await expect(reading).rejects.toThrow('cancelled');
    expect(worker.terminated).toBe(true);
  });

  test('is cancelled on the main thread', async () => {
    const abort = new AbortController();
    const startWorker = () => {
      throw new Error('no');
    };
    const reading = read(startWorker, { signal: abort.signal, onProgress: () => abort.abort() });
    await expect(reading).rejects.toThrow('cancelled');
  });
});

describe('readBlob', () => {
  test('reads a gzip file, whatever its name', async () => {
    const zipped = blobOf(gzipSync(TEXT));
    expect((await readBlob({ blob: zipped, reference, onProgress: () => undefined })).ooms).toHaveLength(REPORTS);
  });

  test('reads a character that two pieces share', async () => {
    const line = `${'é'.repeat(3000)}\n`;
    const padding = 'x'.repeat(1024 * 1024 - 4501);
    const shared = blobOf(padding, line, TEXT);
    expect((await readBlob({ blob: shared, reference, onProgress: () => undefined })).ooms).toHaveLength(REPORTS);
  });

  test('reads nothing out of nothing', async () => {
    expect(await readBlob({ blob: blobOf(), reference, onProgress: () => undefined })).toMatchObject({ lines: 0 });
  });

  test('rejects what only begins like a gzip file', async () => {
    const broken = blobOf(new Uint8Array([0x1f, 0x8b, 1, 2, 3]));
    await expect(readBlob({ blob: broken, reference, onProgress: () => undefined })).rejects.toThrow();
  });
});
