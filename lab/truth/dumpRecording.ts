import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { Complaint } from '../../tools/complaint';
import { unpackBlocks, type Recorded } from '../../tools/recordings';
import { capture } from '../../tools/run';
import { readDump } from '../promql/readDump';
import type { SampleSource } from '../promql/select';

/** A recording's samples in memory, stale markers included; needs `promtool`. */
export function dumpRecording(recorded: Recorded): SampleSource {
  const tsdb = mkdtempSync(join(tmpdir(), 'tidemark-dump-'));
  try {
    unpackBlocks(recorded, tsdb);
    // promtool opens a server's folder, and a server has a log.
    mkdirSync(join(tsdb, 'wal'));
    const { code, output } = capture('promtool', ['tsdb', 'dump', tsdb]);
    if (code !== 0) {
      throw new Complaint(`Cannot read the recording by promtool, which comes with Prometheus: ${output}`);
    }
    return { byName: readDump(output) };
  } finally {
    rmSync(tsdb, { recursive: true, force: true });
  }
}
