import { readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';

import ts from 'typescript';

const ROOT = resolve(__dirname, '..', '..');

export interface SourceFile {
  /** From the project's root: `src/domain/units.ts`. */
  readonly path: string;
  /** Modules it imports or re-exports, types and lazy ones too: files as paths from the root, packages by name. */
  readonly imports: readonly string[];
  readonly hasDynamicImport: boolean;
}

/** Every TypeScript file under a folder, tests and their helpers left out. */
export function readSources(folder: string): readonly SourceFile[] {
  return listFiles(join(ROOT, folder))
    .filter((file) => /\.tsx?$/.test(file) && !/\.(test|testing)\.tsx?$/.test(file))
    .map(parse);
}

function listFiles(folder: string): readonly string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() ? listFiles(join(folder, entry.name)) : [join(folder, entry.name)]
  );
}

function parse(file: string): SourceFile {
  const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true);
  const imports: string[] = [];
  let hasDynamicImport = false;
  const visit = (node: ts.Node): void => {
    const specifier = ts.isImportDeclaration(node) || ts.isExportDeclaration(node) ? node.moduleSpecifier : undefined;
    if (specifier !== undefined && ts.isStringLiteral(specifier)) {
      imports.push(resolveImport(file, specifier.text));
    }
    if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
      hasDynamicImport = true;
      imports.push(...node.arguments.filter(ts.isStringLiteral).map(({ text }) => resolveImport(file, text)));
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return { path: relative(ROOT, file), imports, hasDynamicImport };
}

function resolveImport(file: string, specifier: string): string {
  if (!specifier.startsWith('.')) {
    return specifier;
  }
  const target = resolve(dirname(file), specifier);
  const found = ['', '.ts', '.tsx', '/index.ts', '/index.tsx'].map((end) => target + end).find(isFile);
  return relative(ROOT, found ?? target);
}

const isFile = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;
