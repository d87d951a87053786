import { preflight } from './preflight';
import { readManifests } from './readManifests';
import type { PlannedNode, PreflightFinding, PreflightRuleName } from './finding';

interface Spec {
  readonly name?: string;
  readonly [field: string]: unknown;
}

/** A container of these requests and limits of memory; absent where undefined. */
export function container(request?: string, limit?: string, more: object = {}): object {
  return {
    name: 'app',
    resources: { ...(request && { requests: { memory: request } }), ...(limit && { limits: { memory: limit } }) },
    ...more,
  };
}

/** An object of this kind around a pod's spec. */
export function workload(
  kind: string,
  name: string,
  { replicas, ...spec }: Spec & { readonly replicas?: number }
): object {
  const template = { template: { spec } };
  const inner = { ...template, ...(replicas !== undefined && { replicas }) };
  const outer = kind === 'Pod' ? spec : kind === 'CronJob' ? { jobTemplate: { spec: inner } } : inner;
  return { kind, metadata: { name, namespace: 'shop' }, spec: outer };
}

/** What one rule says of some documents. */
export function findingsOf(
  rule: PreflightRuleName,
  documents: readonly object[],
  node?: PlannedNode
): readonly PreflightFinding[] {
  return preflight(readManifests(documents), node).filter((finding) => finding.rule === rule);
}
