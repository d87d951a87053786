import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';

import { Complaint, runOrComplain } from './complaint';
import { progress } from './progress';
import { inProject } from './project';
import { stream } from './run';

/** The second lane: the same sources on Grafana 13.2's libraries and React 19. */
const LANE = inProject('.lane-grafana13');
const LOCKFILE = inProject('tools', 'grafana13', 'package-lock.json');
const GRAFANA = '13.2.2';

const VERSIONS: Readonly<Record<string, string>> = {
  '@grafana/data': GRAFANA,
  '@grafana/i18n': GRAFANA,
  '@grafana/runtime': GRAFANA,
  '@grafana/schema': GRAFANA,
  '@grafana/ui': GRAFANA,
  '@types/react': '19.3.0',
  '@types/react-dom': '19.3.0',
  react: '19.3.1',
  'react-dom': '19.3.1',
};

/** The plugin and its unit tests; the preview and the tools are of the first lane. */
const COPIED = [
  '.config',
  '.cprc.json',
  '.npmrc',
  'CHANGELOG.md',
  'LICENSE',
  'README.md',
  'cli',
  'dashboards',
  'docs',
  'jest-setup.js',
  'jest.config.js',
  'src',
  'test/fixtures',
  'tsconfig.json',
  'webpack.config.ts',
];

/** What an earlier run left and this one can use again. */
const KEPT = ['node_modules', 'package-lock.json'];

/** Typechecks, builds and runs the unit tests there. `--update` renews the lane's lockfile. */
void runOrComplain(async () => {
  copySources();
  await install(process.argv.includes('--update'));
  for (const script of ['typecheck', 'build', 'test:unit']) {
    progress(`Grafana ${GRAFANA}, React ${VERSIONS.react}: ${script} …`);
    await npm(['run', '--silent', script]);
  }
  progress(`Grafana ${GRAFANA}, React ${VERSIONS.react}: all passed.`);
});

function copySources(): void {
  mkdirSync(LANE, { recursive: true });
  for (const old of readdirSync(LANE).filter((name) => !KEPT.includes(name))) {
    rmSync(`${LANE}/${old}`, { recursive: true, force: true });
  }
  for (const path of COPIED.filter((one) => existsSync(inProject(one)))) {
    cpSync(inProject(path), `${LANE}/${path}`, { recursive: true });
  }
  const manifest = JSON.parse(readFileSync(inProject('package.json'), 'utf8')) as Record<string, unknown>;
  const withVersions = (section: unknown) =>
    Object.fromEntries(
      Object.entries((section ?? {}) as Record<string, string>).map(([name, version]) => [
        name,
        VERSIONS[name] ?? version,
      ])
    );
  writeFileSync(
    `${LANE}/package.json`,
    JSON.stringify(
      {
        ...manifest,
        dependencies: withVersions(manifest.dependencies),
        devDependencies: withVersions(manifest.devDependencies),
      },
      null,
      2
    )
  );
}

async function install(update: boolean): Promise<void> {
  const lockfile = `${LANE}/package-lock.json`;
  if (update || !existsSync(LOCKFILE)) {
    progress("Resolving the lane's dependencies …");
    rmSync(lockfile, { force: true });
    await npm(['install', '--legacy-peer-deps', '--no-audit', '--no-fund']);
    cpSync(lockfile, LOCKFILE);
    return;
  }
  const wanted = readFileSync(LOCKFILE, 'utf8');
  const installed = existsSync(`${LANE}/node_modules/.package-lock.json`) && existsSync(lockfile);
  if (!installed || readFileSync(lockfile, 'utf8') !== wanted) {
    progress("Installing the lane's dependencies …");
    writeFileSync(lockfile, wanted);
    await npm(['ci', '--legacy-peer-deps', '--no-audit', '--no-fund']);
  }
}

async function npm(args: readonly string[]): Promise<void> {
  const { code } = await stream('npm', args, { cwd: LANE });
  if (code !== 0) {
    throw new Complaint(`npm ${args.join(' ')} failed in .lane-grafana13; see its output above.`);
  }
}
