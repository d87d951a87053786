import type { NodeIdentity } from '../domain/node/nodeIdentity';
import type { Curve } from '../domain/node/nodeMemory';
import type { Finding } from '../domain/provenance';

import { mergeCurves } from './mergeCurves';
import { KEEP_ROOT_CGROUP } from './remedies';
import type { Samples } from './samples';

export interface Curves<Name extends string> {
  readonly curves: { readonly [Key in Name]?: Curve };
  readonly findings: readonly Finding[];
}

/** How much of the node is used: as the root cgroup counts it, else as the kubelet sums up, else from /proc/meminfo. */
export function nodeCurve(samples: Samples, identity: NodeIdentity): Curves<'nodeWorkingSet'> {
  const nodeWorkingSet = mergeCurves(
    samples.grid.times,
    SOURCES.map(({ refId, provenance, source }) => ({ values: samples.of(refId), provenance, source }))
  );
  if (!nodeWorkingSet) {
    return { curves: {}, findings: samples.failed('nodeWorkingSet') ? [] : [MISSING] };
  }
  return { curves: { nodeWorkingSet }, findings: nodeWorkingSet.source === MEMINFO ? [estimated(identity)] : [] };
}

const MEMINFO = 'AnonPages + Cached + Buffers + SwapCached − Inactive_file of node_exporter';

const SOURCES: ReadonlyArray<Pick<Curve, 'provenance' | 'source'> & { readonly refId: string }> = [
  { refId: 'nodeWorkingSet', provenance: 'measured', source: 'root cgroup' },
  { refId: 'nodeWorkingSetOfKubelet', provenance: 'measured', source: 'node_memory_working_set_bytes of the kubelet' },
  { refId: 'nodeWorkingSetOfMeminfo', provenance: 'computed', source: MEMINFO },
];

/** The refIds of the queries that a curve's value came from. */
export const nodeRefs = (source: string): readonly string[] =>
  SOURCES.filter((one) => one.source === source).map(({ refId }) => refId);

const MISSING: Finding = {
  severity: 'error',
  code: 'missing-node-working-set',
  text:
    'How much of the node is used cannot be known: there is neither container_memory_working_set_bytes{id="/"}, ' +
    'nor node_memory_working_set_bytes, nor node_exporter’s node_memory_* of this node.',
  remedy: KEEP_ROOT_CGROUP,
};

function estimated({ kubeletVersion }: NodeIdentity): Finding {
  const text =
    'container_memory_working_set_bytes{id="/"} is not collected; the node’s curve is computed from node_exporter, ' +
    'which agrees with the kubelet to about 1 MiB while memory is steady.';
  // K28 vs K29 vendor/…/runc/…/fs2/memory.go: MemTotal − MemFree until 1.28, anon + file since 1.29.
  const doubt = between(kubeletVersion, 25, 28)
    ? ' On cgroup v2 this kubelet (before 1.29) counts kernel memory too and reads 250 to 750 MiB more.'
    : '';
  return {
    severity: doubt ? 'warning' : 'info',
    code: 'node-working-set-computed',
    text: text + doubt,
    remedy: KEEP_ROOT_CGROUP,
  };
}

function between(kubeletVersion: string | undefined, first: number, last: number): boolean {
  const minor = Number(/^v1\.(\d+)/.exec(kubeletVersion ?? '')?.[1]);
  return minor >= first && minor <= last;
}
