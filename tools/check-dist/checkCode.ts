import path from 'node:path/posix';

import { textOf, type Dist } from './dist';

interface Ban {
  readonly pattern: RegExp;
  readonly why: string;
  readonly applies: (file: string) => boolean;
}

const isScript = (file: string) => file.endsWith('.js');
const isNestedModule = (file: string) => path.basename(file) === 'module.js' && file !== 'module.js';
const isText = (file: string) => /\.(js|map|json|md|svg)$/.test(file);

const BANS: readonly Ban[] = [
  { pattern: /\bimport\(/, why: 'holds an import() that webpack did not build', applies: isNestedModule },
  { pattern: /__SECRET_INTERNALS/, why: 'uses React internals, which React 19 renamed', applies: isScript },
  {
    pattern: /\/(?:home|root|Users|work|builds?|workspace)\/[\w./-]*(?:node_modules|src|dist)\//,
    why: 'holds a path of the machine it was built on',
    applies: isText,
  },
];

/** What must not be in the built code, and the source map beside each script. */
export function checkCode(dist: Dist): readonly string[] {
  const files = [...dist.keys()];
  return [
    ...files.flatMap((file) => checkBans(dist, file)),
    ...files.filter(isNestedModule).flatMap((file) => checkChunks(dist, file)),
    ...files.filter(isScript).flatMap((file) => checkMap(dist, file)),
  ];
}

function checkBans(dist: Dist, file: string): readonly string[] {
  const text = textOf(dist, file) ?? '';
  return BANS.filter(({ applies, pattern }) => applies(file) && pattern.test(text)).map(({ why }) => `${file}: ${why}`);
}

/** webpack writes import() as a call of its chunk loader: `r.e(123)`. */
const CHUNK = /\.e\((\d+)\)/g;

/** What src/datasource/lazy.ts is built to: the chunks lie beside the app's module. */
const LOOKS_BESIDE_THE_APP = /(\w+)\.p=\1\.p\.replace\(/;

/** A nested module may load chunks, if it looks for them where they are, and if they are there. */
function checkChunks(dist: Dist, file: string): readonly string[] {
  const text = textOf(dist, file) ?? '';
  const chunks = [...text.matchAll(CHUNK)].map(([, id]) => `${id}.js`);
  const absent = chunks.filter((chunk) => !dist.has(chunk));
  return [
    ...(chunks.length > 0 && !LOOKS_BESIDE_THE_APP.test(text)
      ? [`${file}: loads a chunk, which Grafana looks for below the nested id and does not find`]
      : []),
    ...absent.map((chunk) => `${file}: loads ${chunk}, which is not there`),
  ];
}

function checkMap(dist: Dist, file: string): readonly string[] {
  return dist.has(`${file}.map`) ? [] : [`${file}: no source map`];
}
