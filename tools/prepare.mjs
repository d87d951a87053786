import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const LEAST_NODE = 20;

/** Makes sure that Node is new enough and that the dependencies of the lockfile are installed; then TypeScript can be loaded by what it returns. */
export async function prepare(forWhat) {
  const major = Number(process.versions.node.split('.')[0]);
  if (major < LEAST_NODE) {
    complain(`Node ${LEAST_NODE} or newer is needed for ${forWhat}; this is ${process.version}.`);
  }
  process.chdir(root);
  if (!dependenciesAreInstalled()) {
    console.log('• Installing dependencies by npm ci (the first time this takes a minute or two) …');
    const { status, error } = spawnSync('npm', ['ci', '--no-audit', '--no-fund'], { stdio: 'inherit' });
    if (status !== 0) {
      complain(`npm ci failed${error ? ` (${error.message})` : ''}; see its output above.`);
    }
  }
  const { register } = await import('tsx/cjs/api');
  register();
  return createRequire(import.meta.url);
}

/** Compares the lockfile with npm's own record of what it installed, so that a new commit's dependencies are noticed. */
function dependenciesAreInstalled() {
  const record = resolve(root, 'node_modules/.package-lock.json');
  if (!existsSync(record)) {
    return false;
  }
  const wanted = readPackages(resolve(root, 'package-lock.json'));
  const installed = readPackages(record);
  return Object.entries(wanted).every(
    ([path, { version, optional, devOptional }]) =>
      path === '' || optional || devOptional || installed[path]?.version === version
  );
}

const readPackages = (file) => JSON.parse(readFileSync(file, 'utf8')).packages;

function complain(message) {
  console.error(`\n${message}`);
  process.exit(1);
}
