import { readFileSync, statSync } from 'node:fs';

import { isNode, LineCounter, parseAllDocuments, type Document } from 'yaml';

import type { ManifestPath, ManifestPlace } from '../src/domain/preflight/plannedPod';

/** The documents of some files, and where in them something stands. */
export interface ManifestFiles {
  readonly documents: readonly unknown[];
  /** `deploy.yaml:12` */
  readonly at: (place: ManifestPlace) => FileLine;
  /** What is neither YAML nor JSON, each with its file and line. */
  readonly problems: readonly string[];
}

export interface FileLine {
  readonly file: string;
  readonly line: number;
}

interface Read {
  readonly file: string;
  readonly lines: LineCounter;
  readonly document: Document;
  readonly value: unknown;
}

/** Reads YAML of many documents, or JSON, which is YAML; `-` is standard input. */
export function readManifestFiles(files: readonly string[]): ManifestFiles {
  const problems: string[] = [];
  const read = files.flatMap((file) => readFile(file, problems));
  return {
    documents: read.map(({ value }) => value),
    at: ({ document, path }) => lineOf(read[document], path),
    problems,
  };
}

function readFile(file: string, problems: string[]): readonly Read[] {
  const text = textOf(file);
  const lines = new LineCounter();
  const parsed = parseAllDocuments(text, { lineCounter: lines, prettyErrors: false });
  const documents = Array.isArray(parsed) ? parsed : [];
  return documents.flatMap((document): readonly Read[] => {
    const [broken] = document.errors;
    if (broken) {
      const template = /\{\{/.test(text)
        ? ' This looks like a template: render it first (helm template … | tidemark preflight -).'
        : '';
      problems.push(`${file}:${lines.linePos(broken.pos[0]).line}: not YAML or JSON: ${broken.message}.${template}`);
      return [];
    }
    try {
      return [{ file, lines, document, value: document.toJS() }];
    } catch (error) {
      // Aliases that blow up, or that name no anchor.
      problems.push(`${file}: ${error instanceof Error ? error.message : String(error)}`);
      return [];
    }
  });
}

function textOf(file: string): string {
  if (file === '-') {
    return readFileSync(0, 'utf8');
  }
  const found = statSync(file, { throwIfNoEntry: false });
  if (found === undefined) {
    throw new Error(`cannot read '${file}': no such file`);
  }
  if (found.isDirectory()) {
    throw new Error(
      `cannot read '${file}': it is a directory; give its files, or kubectl kustomize DIR | tidemark preflight -`
    );
  }
  return readFileSync(file, 'utf8');
}

/** The line of the innermost part of the path that is written down. */
function lineOf(read: Read | undefined, path: ManifestPath): FileLine {
  if (!read) {
    return { file: '', line: 0 };
  }
  const { document, lines, file } = read;
  for (let depth = path.length; depth >= 0; depth--) {
    const start = positionOf(document, path.slice(0, depth));
    if (start !== undefined) {
      return { file, line: lines.linePos(start).line };
    }
  }
  return { file, line: 1 };
}

/** Of the key, where there is one: a block's value begins on the line below. */
function positionOf(document: Document, path: ManifestPath): number | undefined {
  const last = path.at(-1);
  if (typeof last === 'string') {
    const map = path.length === 1 ? document.contents : document.getIn(path.slice(0, -1), true);
    const pairs: unknown = isNode(map) && 'items' in map ? map.items : [];
    const pair = (Array.isArray(pairs) ? pairs : []).find((one) => keyOf(one)?.value === last);
    return keyOf(pair)?.range?.[0];
  }
  const node = path.length === 0 ? document.contents : document.getIn(path, true);
  return isNode(node) ? node.range?.[0] : undefined;
}

interface Key {
  readonly value?: unknown;
  readonly range?: readonly number[];
}

function keyOf(pair: unknown): Key | undefined {
  const key: unknown = typeof pair === 'object' && pair !== null && 'key' in pair ? pair.key : undefined;
  return typeof key === 'object' && key !== null ? key : undefined;
}
