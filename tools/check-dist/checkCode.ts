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
  {
    // webpack writes import() as a call of its chunk loader: `r.e(123).then(`.
    pattern: /\bimport\(|\.e\(\d+\)\.then\(/,
    why: 'loads a chunk, which Grafana looks for below the nested id and does not find',
    applies: isNestedModule,
  },
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
    ...files.filter(isScript).flatMap((file) => checkMap(dist, file)),
  ];
}

function checkBans(dist: Dist, file: string): readonly string[] {
  const text = textOf(dist, file) ?? '';
  return BANS.filter(({ applies, pattern }) => applies(file) && pattern.test(text)).map(({ why }) => `${file}: ${why}`);
}

function checkMap(dist: Dist, file: string): readonly string[] {
  return dist.has(`${file}.map`) ? [] : [`${file}: no source map`];
}
