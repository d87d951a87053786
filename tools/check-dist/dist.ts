import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** The built plugin: its files by path below `dist/`, with forward slashes. */
export type Dist = ReadonlyMap<string, Buffer>;

/** Throws when there is no such folder. */
export function loadDist(folder: string): Dist {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return new Map(
    files.map((file) => {
      const full = path.join(file.parentPath, file.name);
      return [path.relative(folder, full).split(path.sep).join('/'), readFileSync(full)];
    })
  );
}

export const textOf = (dist: Dist, file: string): string | undefined => dist.get(file)?.toString('utf8');
