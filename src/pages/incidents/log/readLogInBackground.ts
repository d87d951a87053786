import type { LogReview } from '../../../domain/logs/readLog';

import type { LogJob, LogNews } from './logNews';
import { readBlob } from './readBlob';

/** As much of a Worker as is used. */
export interface LogWorker {
  onmessage: ((message: MessageEvent<LogNews>) => void) | null;
  onerror: ((error: ErrorEvent) => void) | null;
  postMessage(job: LogJob): void;
  terminate(): void;
}

interface Reading extends LogJob {
  readonly onProgress: (share: number) => void;
  readonly signal: AbortSignal;
  readonly startWorker: () => LogWorker;
  /** How long a worker may take to come up, in milliseconds. */
  readonly patience?: number;
}

/**
 * Reads a log off the main thread; where no worker can be had (a content security policy, a CDN of another origin), on it, with
 * breaks. Rejects when the log cannot be read, and with `cancelled` when aborted.
 */
export async function readLogInBackground(reading: Reading): Promise<LogReview> {
  const worker = await findWorker(reading);
  return worker === undefined ? readHere(reading) : readThere(worker, reading);
}

function readHere({ blob, reference, onProgress, signal }: Reading): Promise<LogReview> {
  const pause = () => new Promise<void>((resolve) => setTimeout(resolve, 0));
  return readBlob({ blob, reference, onProgress, pause, isCancelled: () => signal.aborted });
}

function readThere(worker: LogWorker, { blob, reference, onProgress, signal }: Reading): Promise<LogReview> {
  const reading = new Promise<LogReview>((resolve, reject) => {
    signal.addEventListener('abort', () => reject(new Error('cancelled')));
    worker.onerror = () => reject(new Error('The log reader stopped unexpectedly.'));
    worker.onmessage = ({ data }) => {
      switch (data.kind) {
        case 'ready':
          return;
        case 'progress':
          return onProgress(data.share);
        case 'done':
          return resolve(data.review);
        case 'failed':
          return reject(new Error(data.message));
      }
    };
    worker.postMessage({ blob, reference });
  });
  return reading.finally(() => worker.terminate());
}

/** A worker that said it is there: one that a policy forbids may fail at once, later, or never say a word. */
function findWorker({ startWorker, patience = 3_000 }: Reading): Promise<LogWorker | undefined> {
  return new Promise((resolve) => {
    try {
      const worker = startWorker();
      const giveUp = () => {
        worker.terminate();
        resolve(undefined);
      };
      const timer = setTimeout(giveUp, patience);
      worker.onerror = () => {
        clearTimeout(timer);
        giveUp();
      };
      worker.onmessage = () => {
        clearTimeout(timer);
        resolve(worker);
      };
    } catch {
      resolve(undefined);
    }
  });
}
