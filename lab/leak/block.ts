/** The kernel hands out memory page by page, each when it is first written to. */
const PAGE = 4096;

export interface Block {
  /** Holding it is what leaks. */
  readonly memory: Buffer;
  /** Bytes that were written to. */
  readonly touched: number;
}

/** Memory outside V8's heap, as the kernel gives it: what is not touched takes nothing yet. */
export function allocateBlock(bytes: number, share: number): Block {
  const memory = Buffer.alloc(bytes);
  const touched = Math.floor(bytes * share);
  for (let offset = 0; offset < touched; offset += PAGE) {
    memory[offset] = 1;
  }
  return { memory, touched };
}
