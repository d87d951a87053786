import path from 'node:path/posix';

import { Ajv } from 'ajv';

import { textOf, type Dist } from './dist';
import { PLUGIN_SCHEMA } from './pluginSchema';

interface Manifest {
  readonly id?: string;
  readonly info?: {
    readonly version?: string;
    readonly logos?: Readonly<Record<string, string>>;
    readonly screenshots?: ReadonlyArray<{ readonly path: string }>;
  };
  readonly includes?: ReadonlyArray<{ readonly type: string; readonly path: string; readonly name: string }>;
}

const validate = new Ajv({ allErrors: true }).compile(PLUGIN_SCHEMA);

/** Every plugin.json by itself, and all three together. */
export function checkManifests(dist: Dist): readonly string[] {
  const files = [...dist.keys()].filter((file) => path.basename(file) === 'plugin.json');
  if (!files.includes('plugin.json')) {
    return ['plugin.json: missing'];
  }
  return [...files.flatMap((file) => checkManifest(dist, file)), ...checkNesting(dist, files)];
}

function checkManifest(dist: Dist, file: string): readonly string[] {
  const manifest = parse(dist, file);
  if (manifest === undefined) {
    return [`${file}: not JSON`];
  }
  validate(manifest);
  const problems = (validate.errors ?? []).map(
    ({ instancePath, message }) => `${file}: ${instancePath || '/'} ${message}`
  );
  const folder = path.dirname(file);
  const images = [
    ...Object.values(manifest.info?.logos ?? {}),
    ...(manifest.info?.screenshots ?? []).map((screenshot) => screenshot.path),
  ];
  const missing = [...new Set(images)].filter((image) => !dist.has(path.join(folder, image)));
  const placeholder = /%[A-Z_]+%/.exec(textOf(dist, file) ?? '');
  return [
    ...problems,
    ...missing.map((image) => `${file}: ${image} is not there`),
    ...(placeholder ? [`${file}: ${placeholder[0]} was not replaced`] : []),
    ...(dist.has(path.join(folder, 'module.js')) ? [] : [`${file}: no module.js beside it`]),
  ];
}

/** Grafana's validator refuses an app that does not name its nested plugins; what is named must be there. */
function checkNesting(dist: Dist, files: readonly string[]): readonly string[] {
  const app = parse(dist, 'plugin.json');
  const includes = app?.includes ?? [];
  const nested = files.filter((file) => file !== 'plugin.json');
  return [
    ...nested
      .filter((file) => !includes.some((include) => include.path === file))
      .map((file) => `plugin.json: includes does not name ${file}`),
    ...includes
      .filter(({ type, path: file }) => type !== 'page' && !dist.has(file))
      .map(({ type, path: file }) => `plugin.json: includes the ${type} ${file}, which is not there`),
    ...nested
      .filter((file) => parse(dist, file)?.info?.version !== app?.info?.version)
      .map((file) => `${file}: its version is not the app's`),
  ];
}

function parse(dist: Dist, file: string): Manifest | undefined {
  try {
    return JSON.parse(textOf(dist, file) ?? '');
  } catch {
    return undefined;
  }
}
