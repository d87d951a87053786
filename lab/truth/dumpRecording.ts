import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { dumpSamples } from '../../tools/promtool';
import { unpackBlocks, type Recorded } from '../../tools/recordings';
import { readDump } from '../promql/readDump';
import type { SampleSource } from '../promql/select';

/** A recording's samples in memory, stale markers included. */
export function dumpRecording(recorded: Recorded): SampleSource {
  const tsdb = mkdtempSync(join(tmpdir(), 'tidemark-dump-'));
  try {
    unpackBlocks(recorded, tsdb);
    // promtool opens a server's folder, and a server has a log.
    mkdirSync(join(tsdb, 'wal'));
    return { byName: readDump(dumpSamples(tsdb)) };
  } finally {
    rmSync(tsdb, { recursive: true, force: true });
  }
}
