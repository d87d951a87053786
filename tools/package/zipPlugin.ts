import { createHash } from 'node:crypto';
import { buffer } from 'node:stream/consumers';

import { ZipArchive } from 'archiver';

import { textOf, type Dist } from '../check-dist/dist';

export interface Release {
  /** File name → content: the archive and a checksum file for each algorithm. */
  readonly files: ReadonlyMap<string, Buffer>;
  readonly archive: string;
}

/** The earliest moment a ZIP can hold: the same build gives the same bytes, and so the same checksum. */
const NO_TIME = new Date(Date.UTC(1980, 0, 1));

/** SHA-1 is what Grafana's catalogue asks for, SHA-256 what people check. */
const ALGORITHMS = ['sha1', 'sha256'] as const;

/** The installable ZIP, everything below one folder named as the plugin's id, with its checksums. Throws on a manifest without id or version. */
export async function zipPlugin(dist: Dist): Promise<Release> {
  const { id, version } = identify(dist);
  const archive = `${id}-${version}.zip`;
  const content = await zip(dist, id);
  const checksums = ALGORITHMS.map((algorithm): [string, Buffer] => [
    `${archive}.${algorithm}`,
    Buffer.from(`${createHash(algorithm).update(content).digest('hex')}  ${archive}\n`),
  ]);
  return { archive, files: new Map([[archive, content], ...checksums]) };
}

function identify(dist: Dist): { id: string; version: string } {
  const { id, info } = JSON.parse(textOf(dist, 'plugin.json') ?? '{}');
  if (typeof id !== 'string' || typeof info?.version !== 'string') {
    throw new Error('dist/plugin.json names no id or no version');
  }
  return { id, version: info.version };
}

async function zip(dist: Dist, folder: string): Promise<Buffer> {
  const archive = new ZipArchive({ zlib: { level: 9 } });
  for (const [file, content] of [...dist].sort(([a], [b]) => (a < b ? -1 : 1))) {
    archive.append(content, { name: `${folder}/${file}`, date: NO_TIME, mode: 0o644 });
  }
  const [content] = await Promise.all([buffer(archive), archive.finalize()]);
  return content;
}
