import { readFileSync } from 'node:fs';

import { completeLockfile, findMissingOptional, type Lockfile } from '../../tools/lockfile';

const read = (path: string) => JSON.parse(readFileSync(path, 'utf8')) as Lockfile;

describe.each(['package-lock.json', 'tools/grafana13/package-lock.json'])('%s', (path) => {
  test('has every platform’s build of its packages; else npm ci refuses it (npm run lockfile mends it)', () => {
    expect(findMissingOptional(read(path))).toEqual([]);
  });

  test('names no registry', () => {
    const resolved = Object.entries(read(path).packages).filter(([, entry]) => 'resolved' in entry);
    expect(resolved).toEqual([]);
  });
});

const WITHOUT_MAC: Lockfile = {
  packages: {
    'node_modules/swc': {
      version: '1.2.3',
      dev: true,
      optionalDependencies: { 'swc-linux-x64-gnu': '1.2.3', 'swc-darwin-arm64': '1.2.3' },
    },
    'node_modules/swc-linux-x64-gnu': { version: '1.2.3' },
  },
};

test('a build left out is added for its platform only', () => {
  expect(completeLockfile(WITHOUT_MAC).packages['node_modules/swc-darwin-arm64']).toEqual({
    version: '1.2.3',
    dev: true,
    os: ['darwin'],
    cpu: ['arm64'],
    optional: true,
  });
});

test('a build nested below its package counts as present', () => {
  const nested = {
    packages: { ...WITHOUT_MAC.packages, 'node_modules/swc/node_modules/swc-darwin-arm64': { version: '1.2.3' } },
  };
  expect(findMissingOptional(nested)).toEqual([]);
});
