import ts from 'typescript';

import type { Resource } from './resources';

/** Where Kubernetes' API types have each kind (kubernetes-types, generated from Kubernetes' OpenAPI). */
const TYPES: Readonly<Record<string, string>> = {
  'v1 Namespace': 'core/v1',
  'v1 Pod': 'core/v1',
  'v1 ResourceQuota': 'core/v1',
  'v1 ServiceAccount': 'core/v1',
  'apps/v1 Deployment': 'apps/v1',
  'batch/v1 Job': 'batch/v1',
  'rbac.authorization.k8s.io/v1 Role': 'rbac/v1',
  'rbac.authorization.k8s.io/v1 RoleBinding': 'rbac/v1',
  'scheduling.k8s.io/v1 PriorityClass': 'scheduling/v1',
};

const OPTIONS: ts.CompilerOptions = {
  strict: true,
  noEmit: true,
  skipLibCheck: true,
  types: [],
  lib: ['lib.es2022.d.ts'],
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  module: ts.ModuleKind.ESNext,
};

/** Kubernetes' types are read once. */
const read = new Map<string, ts.SourceFile | undefined>();

/** What of the resources Kubernetes does not know or wants otherwise: unknown fields, wrong types, what is missing. */
export function checkTypes(resources: readonly Resource[], folder: string): string[] {
  const source = resources.map(literalOf).join('\n');
  const name = `${folder}/resources.check.ts`;
  const host = ts.createCompilerHost(OPTIONS);
  const { getSourceFile } = host;
  host.getSourceFile = (file, ...rest) => {
    if (file === name) {
      return ts.createSourceFile(file, source, ts.ScriptTarget.ES2022);
    }
    const known = read.get(file) ?? getSourceFile(file, ...rest);
    read.set(file, known);
    return known;
  };
  const program = ts.createProgram([name], OPTIONS, host);
  return [...program.getSyntacticDiagnostics(), ...program.getSemanticDiagnostics()].map(
    ({ file, start, messageText }) => {
      const line = file && start !== undefined ? file.getLineAndCharacterOfPosition(start).line : -1;
      return `${whereOf(source, line)}: ${ts.flattenDiagnosticMessageText(messageText, ' ')}`;
    }
  );
}

function literalOf(resource: Resource, index: number): string {
  const { file, ...rest } = resource;
  const key = `${rest.apiVersion} ${rest.kind}`;
  const module = TYPES[key];
  if (module === undefined) {
    return `// ${file}\nconst unknownKind: never = ${JSON.stringify(key)};`;
  }
  return `// ${file} ${rest.kind} ${rest.metadata.name}\nexport const resource${index}: import('kubernetes-types/${module}').${rest.kind} = ${JSON.stringify(rest, null, 1)};`;
}

/** The comment above. */
function whereOf(source: string, line: number): string {
  const above = source.split('\n').slice(0, line + 1);
  return (
    above
      .reverse()
      .find((text) => text.startsWith('// '))
      ?.slice(3) ?? ''
  );
}
