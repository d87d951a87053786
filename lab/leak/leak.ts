import { setTimeout as wait } from 'node:timers/promises';

import { allocateBlock, type Block } from './block.ts';
import { decodeKnobs, USAGE, type Knobs } from './knobs.ts';
import { sizes } from './sizes.ts';
import { blockWords, holdWords, planWords, statisticsWords } from './words.ts';

/** Takes memory until the maximum or the kernel ends it. Run it only where a memory limit is around it. */
async function leak(knobs: Knobs): Promise<void> {
  console.log(planWords(knobs));
  const blocks: Block[] = [];
  const sum = { taken: 0, touched: 0 };
  for (const bytes of sizes(knobs)) {
    const block = allocateBlock(bytes, knobs.touched);
    blocks.push(block);
    sum.taken += bytes;
    sum.touched += block.touched;
    console.log(blockWords(blocks.length, bytes, sum));
    if (knobs.statistics !== undefined && blocks.length % knobs.statistics === 0) {
      console.log(statisticsWords(process.memoryUsage()));
    }
    await wait(knobs.delay);
  }
  console.log(holdWords(knobs.hold));
  await (knobs.hold === undefined ? forever() : wait(knobs.hold));
  console.log(`Gives back ${blocks.length} blocks.`);
}

/** A timer, for a promise alone keeps no process alive. */
async function forever(): Promise<never> {
  for (;;) {
    await wait(60_000);
  }
}

// Also the name that the kernel's log shows.
process.title = 'leak';
const decoded = decodeKnobs(process.argv.slice(2));
if (decoded.ok) {
  await leak(decoded.knobs);
} else {
  console.error(`${decoded.problem}\n${USAGE}`);
  process.exitCode = 2;
}
