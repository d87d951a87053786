import { checkDist } from './checkDist';
import type { Dist } from './dist';

type Files = Readonly<Record<string, string | undefined>>;

const INFO = {
  author: { name: 'Tidemark' },
  description: 'Node memory',
  keywords: ['kubernetes'],
  logos: { small: 'img/logo.svg', large: 'img/logo.svg' },
  screenshots: [],
  updated: '2026-11-22',
  version: '0.1.0',
};

const APP = {
  type: 'app',
  name: 'Tidemark',
  id: 'acme-tide-app',
  info: INFO,
  includes: [
    { type: 'page', name: 'Node', path: '/a/acme-tide-app/node' },
    { type: 'panel', name: 'Panel', path: 'panel/plugin.json' },
    { type: 'dashboard', name: 'Figure 3', path: 'dashboards/figure-3.json' },
  ],
  dependencies: { grafanaDependency: '>=12.4.0' },
};

const PANEL = { ...APP, type: 'panel', name: 'Panel', id: 'acme-tide-panel', includes: undefined };

const LONG_ENOUGH = 'A sentence that says something about it. '.repeat(4);

const GOOD: Files = {
  'plugin.json': JSON.stringify(APP),
  'module.js': 'define([],()=>{})',
  'module.js.map': '{}',
  '12.js': 'grafana-scenes.components',
  '12.js.map': '{}',
  'img/logo.svg': '<svg/>',
  'panel/plugin.json': JSON.stringify(PANEL),
  'panel/module.js': 'define([],()=>{})',
  'panel/module.js.map': '{}',
  'panel/img/logo.svg': '<svg/>',
  'dashboards/figure-3.json': '{}',
  'README.md': LONG_ENOUGH,
  LICENSE: LONG_ENOUGH,
  'CHANGELOG.md': LONG_ENOUGH,
};

const distOf = (files: Files): Dist =>
  new Map(Object.entries(files).flatMap(([file, text]) => (text === undefined ? [] : [[file, Buffer.from(text)]])));

/** What gzip cannot shrink, the same in every run. */
const noise = (length: number) => {
  let state = 1;
  const next = () => (state = (state * 48271) % 2147483647);
  return Array.from({ length }, () => String.fromCharCode(33 + (next() % 90))).join('');
};

const app = (change: object) => ({ 'plugin.json': JSON.stringify({ ...APP, ...change }) });

it('finds nothing wrong with a good build', () => {
  expect(checkDist(distOf(GOOD))).toEqual([]);
});

it.each<[string, Files, string]>([
  ['no plugin.json', { 'plugin.json': undefined }, 'plugin.json: missing'],
  ['a broken plugin.json', { 'panel/plugin.json': '{' }, 'panel/plugin.json: not JSON'],
  ['an id that Grafana refuses', app({ id: 'Acme_Tide' }), 'plugin.json: /id must match pattern'],
  [
    'no dependency on Grafana',
    app({ dependencies: {} }),
    "plugin.json: /dependencies must have required property 'grafanaDependency'",
  ],
  [
    'a version left to replace',
    app({ info: { ...INFO, version: '%VERSION%' } }),
    'plugin.json: %VERSION% was not replaced',
  ],
  ['a logo that was not copied', { 'panel/img/logo.svg': undefined }, 'panel/plugin.json: img/logo.svg is not there'],
  [
    'a screenshot that was not taken',
    app({ info: { ...INFO, screenshots: [{ name: 'Figure 3', path: 'img/screenshots/3.png' }] } }),
    'plugin.json: img/screenshots/3.png is not there',
  ],
  [
    'a nested plugin that is not included',
    app({ includes: [] }),
    'plugin.json: includes does not name panel/plugin.json',
  ],
  [
    'a dashboard that was not copied',
    { 'dashboards/figure-3.json': undefined },
    'plugin.json: includes the dashboard dashboards/figure-3.json, which is not there',
  ],
  [
    'a nested plugin of another version',
    { 'panel/plugin.json': JSON.stringify({ ...PANEL, info: { ...INFO, version: '0.0.9' } }) },
    "panel/plugin.json: its version is not the app's",
  ],
  ['no nested module', { 'panel/module.js': undefined }, 'panel/plugin.json: no module.js beside it'],
  ['no README', { 'README.md': undefined }, 'README.md: missing'],
  [
    'a link that only the repository has',
    { 'README.md': `${LONG_ENOUGH} See [how](docs/install.md) or [where](https://example.org) or [below](#below).` },
    'README.md: the relative link docs/install.md is dead in the catalogue',
  ],
  ['an empty changelog', { 'CHANGELOG.md': '# Changelog\n' }, 'CHANGELOG.md: says next to nothing'],
  ['no licence', { LICENSE: undefined }, 'LICENSE: missing'],
  ['import() in a nested module', { 'panel/module.js': 'x=()=>import("./y")' }, 'panel/module.js: holds an import()'],
  [
    'a chunk looked for below the nested id',
    { 'panel/module.js': 'x=()=>r.e(12).then(r.bind(r,3))' },
    'panel/module.js: loads a chunk',
  ],
  [
    'several of them at once',
    { 'panel/module.js': 'x=()=>Promise.all([r.e(12),r.e(13)]).then(r.bind(r,3))' },
    'panel/module.js: loads a chunk',
  ],
  [
    'a chunk that was not built',
    { 'panel/module.js': 'r.p=r.p.replace(a,b);x=()=>r.e(13).then(r.bind(r,3))' },
    'panel/module.js: loads 13.js, which is not there',
  ],
  ['React internals', { '12.js': 'React.__SECRET_INTERNALS_DO_NOT_USE' }, '12.js: uses React internals'],
  [
    'a path of the machine',
    { '12.js.map': '["webpack:///home/me/tide/src/x.ts"]' },
    '12.js.map: holds a path of the machine',
  ],
  ['a script without its source map', { '12.js.map': undefined }, '12.js: no source map'],
  ['a heavy entry', { 'module.js': noise(40_000) }, 'module.js: 3'],
  ['a heavy nested module', { 'panel/module.js': noise(90_000) }, 'panel/module.js: 7'],
  ['Scenes in the entry', { 'module.js': GOOD['12.js'] }, 'module.js: holds Scenes'],
])('finds %s', (_, change, problem) => {
  const problems = checkDist(distOf({ ...GOOD, ...change }));
  expect(problems).toContainEqual(expect.stringContaining(problem));
});

it('lets the entry load chunks', () => {
  expect(checkDist(distOf({ ...GOOD, 'module.js': 'x=()=>r.e(12).then(r.bind(r,3))' }))).toEqual([]);
});

it('lets a nested module load chunks that lie beside the entry', () => {
  const module = 'r.p=r.p.replace(a,b);x=()=>r.e(12).then(r.bind(r,3))';
  expect(checkDist(distOf({ ...GOOD, 'panel/module.js': module }))).toEqual([]);
});
