import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { loadDist } from './check-dist/dist';
import { Complaint, runOrComplain } from './complaint';
import { findOnPath } from './onPath';
import { zipPlugin } from './package/zipPlugin';
import { inProject } from './project';
import { capture } from './run';

/** Grafana's own plugin-validator, as it judges what is submitted to the catalogue. */
const VALIDATOR = 'github.com/grafana/plugin-validator/pkg/cmd/plugincheck2@v0.45.6';

const WHAT_TO_INSTALL = `Grafana's plugin-validator is needed: Go 1.26 or newer on PATH, which fetches and builds
  ${VALIDATOR}
or a "plugincheck2" of one's own on PATH.`;

/** `npm run check:catalogue`: what Grafana's catalogue would say of the build; errors fail. */
void runOrComplain(async () => {
  const { archive, files } = await zipPlugin(loadDist(inProject('dist')));
  const folder = mkdtempSync(path.join(tmpdir(), 'tidemark-catalogue-'));
  const file = path.join(folder, archive);
  writeFileSync(file, files.get(archive)!);
  const { output } = validate(['-sourceCodeUri', `file://${inProject()}`, file]);
  rmSync(folder, { recursive: true, force: true });
  console.log(output);
  const findings = output.match(/^(error|warning|recommendation|suspected): /gm) ?? [];
  const errors = findings.filter((finding) => finding.startsWith('error'));
  // Every plugin gets at least a recommendation; without any line it did not run.
  if (findings.length === 0) {
    throw new Complaint(`The validator did not run.\n${WHAT_TO_INSTALL}`);
  }
  console.log(`\n${errors.length} errors, ${findings.length - errors.length} remarks`);
  process.exitCode = errors.length === 0 ? 0 : 1;
});

function validate(args: readonly string[]) {
  const own = findOnPath('plugincheck2');
  const go = findOnPath('go');
  if (own !== undefined) {
    return capture(own, args);
  }
  if (go === undefined) {
    throw new Complaint(WHAT_TO_INSTALL);
  }
  return capture(go, ['run', VALIDATOR, ...args]);
}
