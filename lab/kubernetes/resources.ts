import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

import { parse, parseAllDocuments } from 'yaml';

export interface Resource {
  readonly file: string;
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace?: string; readonly labels?: Record<string, string> };
  readonly [field: string]: unknown;
}

const ONLY = ['apiVersion', 'kind', 'resources'];

/** What `kustomize build` makes of a folder that has resources alone: each in its order, a folder by its own kustomization. */
export function resourcesOf(folder: string): Resource[] {
  const kustomization = parse(readFileSync(join(folder, 'kustomization.yaml'), 'utf8')) as Record<string, unknown>;
  const other = Object.keys(kustomization).filter((key) => !ONLY.includes(key));
  if (other.length > 0) {
    throw new Error(`${folder}: only kustomize knows what to do with ${other.join(', ')}`);
  }
  return (kustomization.resources as string[]).flatMap((name) => {
    const path = join(folder, name);
    if (!existsSync(path)) {
      throw new Error(`${folder}: there is no ${name}`);
    }
    return statSync(path).isDirectory() ? resourcesOf(path) : documentsOf(path);
  });
}

function documentsOf(file: string): Resource[] {
  return parseAllDocuments(readFileSync(file, 'utf8'), { uniqueKeys: true }).map((document) => {
    const [error] = document.errors;
    if (error) {
      throw new Error(`${file}: ${error.message}`);
    }
    return { ...(document.toJS() as Resource), file };
  });
}
