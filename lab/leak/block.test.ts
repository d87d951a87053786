import { allocateBlock } from './block.ts';

const MiB = 1024 * 1024;

/** Which of the block's pages were written to. */
const written = (memory: Buffer) =>
  Array.from({ length: memory.length / 4096 }, (_, page) => memory[page * 4096] === 1);

describe('allocateBlock', () => {
  it.each([
    [1, 256],
    [0.25, 64],
    [0, 0],
  ])('touches the share %d of a MiB: %d pages, from its beginning', (share, pages) => {
    const { memory, touched } = allocateBlock(MiB, share);
    expect(memory).toHaveLength(MiB);
    expect(touched).toBe(MiB * share);
    expect(written(memory)).toEqual(Array.from({ length: 256 }, (_, page) => page < pages));
  });
});
