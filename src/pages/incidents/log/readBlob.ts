import { logReader, type LogReview } from '../../../domain/logs/readLog';
import type { EpochMs } from '../../../domain/units';

export interface BlobRead {
  readonly blob: Blob;
  /** Lines without a year are read as of the year nearest to this. */
  readonly reference: EpochMs;
  /** 0 … 1. */
  readonly onProgress: (share: number) => void;
  /** Awaited after every piece: on the main thread it lets the page breathe. */
  readonly pause?: () => Promise<void>;
  readonly isCancelled?: () => boolean;
}

/** Small enough to be read within a frame or two, and never more than this of the file in memory. */
const PIECE = 1024 * 1024;

/** Reads a log piece by piece in bounded memory, `.gz` included. Rejects when the file cannot be read, or when cancelled. */
export async function readBlob({ blob, reference, onProgress, pause, isCancelled }: BlobRead): Promise<LogReview> {
  const reader = logReader({ reference, taken: Date.now() });
  const decoder = new TextDecoder();
  for await (const { bytes, share } of pieces(blob)) {
    reader.push(decoder.decode(bytes, { stream: true }));
    onProgress(share);
    await pause?.();
    if (isCancelled?.()) {
      throw new Error('cancelled');
    }
  }
  reader.push(decoder.decode());
  return reader.end();
}

interface Piece {
  readonly bytes: Uint8Array;
  readonly share: number;
}

async function* pieces(blob: Blob): AsyncGenerator<Piece> {
  const zipped = await isGzip(blob);
  for (let from = 0; !zipped && from < blob.size; from += PIECE) {
    const bytes = new Uint8Array(await blob.slice(from, from + PIECE).arrayBuffer());
    yield { bytes, share: Math.min(1, (from + PIECE) / blob.size) };
  }
  if (zipped) {
    yield* unzipped(blob);
  }
}

async function isGzip(blob: Blob): Promise<boolean> {
  const [first, second] = new Uint8Array(await blob.slice(0, 2).arrayBuffer());
  return first === 0x1f && second === 0x8b;
}

/** How far it is cannot be told from what comes out; what went in is close enough. */
async function* unzipped(blob: Blob): AsyncGenerator<Piece> {
  let read = 0;
  const counted = blob.stream().pipeThrough(
    new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>({
      transform(chunk, controller) {
        read += chunk.length;
        controller.enqueue(chunk);
      },
    })
  );
  const reader = counted.pipeThrough(new DecompressionStream('gzip')).getReader();
  for (let piece = await reader.read(); !piece.done; piece = await reader.read()) {
    yield { bytes: piece.value, share: Math.min(1, read / blob.size) };
  }
}
