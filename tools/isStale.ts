import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

interface Product {
  readonly output: string;
  /** Files and folders it is made of. */
  readonly inputs: readonly string[];
}

/** Whether a build product is missing or older than something it is made of. */
export function isStale({ output, inputs }: Product): boolean {
  return !existsSync(output) || Math.max(...inputs.map(newest)) > statSync(output).mtimeMs;
}

function newest(path: string): number {
  if (!existsSync(path)) {
    return 0;
  }
  const { mtimeMs } = statSync(path);
  if (!statSync(path).isDirectory()) {
    return mtimeMs;
  }
  return Math.max(0, ...readdirSync(path).map((entry) => newest(join(path, entry))));
}
