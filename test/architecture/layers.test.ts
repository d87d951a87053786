import { readSources, type SourceFile } from './sources';

/** Data flows one way (docs/architecture.md). The same table as in eslint.config.mjs, kept here without its plugin. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  domain: [],
  prometheus: ['domain'],
  frames: ['domain', 'prometheus'],
  datasource: ['domain', 'prometheus', 'frames'],
  panel: ['domain', 'frames'],
  pages: ['domain', 'prometheus', 'frames', 'datasource', 'panel'],
};

const sources = readSources('src');
const layerOf = (path: string): string => /^src\/([^/]+)\//.exec(path)?.[1] ?? '';
const inLayers = (...layers: readonly string[]) => sources.filter(({ path }) => layers.includes(layerOf(path)));

/** `a.ts → b.ts` for every import of these files that is not allowed. */
const wrongImports = (files: readonly SourceFile[], isAllowed: (imported: string) => boolean): readonly string[] =>
  files.flatMap(({ path, imports }) =>
    imports.filter((imported) => !isAllowed(imported)).map((imported) => `${path} → ${imported}`)
  );

test.each(Object.entries(MAY_IMPORT))('%s imports no layer above it', (layer, allowed) => {
  const files = inLayers(layer);
  expect(files).not.toHaveLength(0);
  expect(wrongImports(files, (imported) => !imported.startsWith('src/') || isOwnOr(layer, allowed, imported))).toEqual(
    []
  );
});

/** plugin.json of the app belongs to no layer. */
const isOwnOr = (layer: string, allowed: readonly string[], imported: string): boolean =>
  imported.endsWith('plugin.json') || [layer, ...allowed].includes(layerOf(imported));

test('domain imports no package at all', () => {
  expect(wrongImports(inLayers('domain'), (imported) => imported.startsWith('src/'))).toEqual([]);
});

test('prometheus knows nothing of Grafana, React or rxjs', () => {
  const foreign = /^(@grafana\/|react|rxjs|node:)/;
  expect(wrongImports(inLayers('prometheus'), (imported) => !foreign.test(imported))).toEqual([]);
});

test('only the pages use Scenes, so that it stays in a lazy chunk', () => {
  const others = sources.filter(({ path }) => layerOf(path) !== 'pages');
  expect(wrongImports(others, (imported) => imported !== '@grafana/scenes')).toEqual([]);
});

test('the src of the plugin imports nothing of its tools, tests or preview', () => {
  expect(wrongImports(sources, (imported) => !/^(tools|test|preview|cli|dashboards|lab)\//.test(imported))).toEqual([]);
});

describe.each(['src/datasource/module.ts', 'src/panel/module.ts'])('%s and all it reaches', (entry) => {
  const reached = reachableFrom(entry);

  test('is more than the entry', () => {
    expect(reached.length).toBeGreaterThan(5);
  });

  test('has import() in the one file only that leads Grafana to the chunks of a nested module', () => {
    const loading = reached.filter(({ hasDynamicImport }) => hasDynamicImport).map(({ path }) => path);
    expect(loading.filter((path) => path !== 'src/datasource/lazy.ts')).toEqual([]);
  });

  test("takes rxjs' operators from rxjs, which Grafana shares", () => {
    expect(wrongImports(reached, (imported) => imported !== 'rxjs/operators')).toEqual([]);
  });
});

function reachableFrom(entry: string): readonly SourceFile[] {
  const byPath = new Map(sources.map((source) => [source.path, source]));
  const reached = new Set<SourceFile>();
  const visit = (path: string): void => {
    const source = byPath.get(path);
    if (source !== undefined && !reached.has(source)) {
      reached.add(source);
      source.imports.forEach(visit);
    }
  };
  visit(entry);
  return [...reached];
}

test('the simulator shares no more with the reviewer than the arithmetic that the kubelet’s oracles prove', () => {
  const shared = ['src/domain/quantity/quantity', 'src/domain/lines/threshold'];
  const simulator = readSources('lab/simulator');
  const isShared = (imported: string) => shared.includes(imported.replace(/\.ts$/, ''));
  expect(simulator.length).toBeGreaterThan(20);
  expect(wrongImports(simulator, (imported) => !imported.startsWith('src/') || isShared(imported))).toEqual([]);
});
