import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';

import { inProject } from '../../tools/project';

import { boundsOf } from './bounds';
import { RECORDED_WHOLES, recordedWhole, simulatedWhole } from './wholes';

/** `npm run fallbacks`: how far each fallback is from the best source, on both recordings and on simulated nodes. */
async function main(): Promise<void> {
  const { values } = parseArgs({ options: { worlds: { type: 'string', default: '40' } } });
  const worlds = Number(values.worlds);
  const bounds = boundsOf();
  for (const recorded of RECORDED_WHOLES) {
    await bounds.add(recordedWhole(recorded));
    process.stderr.write('.');
  }
  for (let seed = 1; seed <= worlds; seed += 1) {
    await bounds.add(simulatedWhole(seed));
    process.stderr.write('.');
  }
  const measured = { measured: new Date().toISOString().slice(0, 10), worlds, bounds: bounds.all() };
  writeFileSync(inProject('src', 'domain', 'signals', 'bounds.json'), `${JSON.stringify(measured, null, 1)}\n`);
  console.table(
    measured.bounds.map(({ median, p95, bound, ...one }) => ({
      ...one,
      median: mib(median),
      p95: mib(p95),
      bound: mib(bound),
    }))
  );
}

const mib = (bytes: number): string => (bytes / 1024 / 1024).toFixed(1);

void main();
