import { inferNodeLines } from '../domain/lines/inferNodeLines';
import type { NodeLineName, NodeLines } from '../domain/lines/nodeLines';
import { findOverride, parseOverride } from '../domain/lines/nodeLinesOverride';
import type { NodeExposure } from '../domain/lines/nodeLinesExposure';
import type { Aligned, Curve } from '../domain/node/nodeMemory';
import type { Provenance, Sourced } from '../domain/provenance';
import { chooseProvider } from '../domain/lines/providers';
import type { Bytes } from '../domain/units';

import { carryForward } from './grid';
import { METRIC } from './metrics';
import { allocatable } from './queries/allocatable';
import { machineMemory, memTotal, nodeCapacity, rootLimit } from './queries/capacity';
import { hugepages } from './queries/hugepages';
import { kubepodsLimit } from './queries/kubepodsLimit';
import { maxPods } from './queries/maxPods';
import type { PromQuery } from './ports/port';
import type { Samples } from './samples';
import type { NodeScope } from './scope';

/** What of a node's settings Prometheus can hold; each is one refId. */
export function nodeLinesQueries(scope: NodeScope): readonly PromQuery[] {
  return [
    // Of cAdvisor's page: they show when it was not read.
    ...[machineMemory, rootLimit].map((query) => ({ ...query(scope), frugal: { tells: 'interrupted' } as const })),
    ...[nodeCapacity, memTotal, allocatable, kubepodsLimit, hugepages, maxPods].map((query) => ({
      ...query(scope),
      frugal: { read: 'seldom' } as const,
    })),
  ];
}

export interface NodeLinesOverTime {
  readonly lines: Readonly<Partial<Record<NodeLineName, Curve>>>;
  /** At the end of the range. */
  readonly current: NodeLines;
}

/**
 * The lines at each point of the range, inferred anew wherever an input differs: a kubelet restarted with other settings moves
 * them. A setting holds until the last moment at which the node was seen at all.
 */
export function nodeLinesOverTime(samples: Samples, scope: NodeScope, seenUntil: number): NodeLinesOverTime {
  const inputs = REF_IDS.map((refId) => carryForward(samples.of(refId), seenUntil));
  const infer = inferring(scope);
  const inferred = samples.grid.times.map((_, index) => infer(inputs.map((values) => values[index] ?? null)));
  const current = infer(inputs.map((values) => values.findLast((value) => value !== null) ?? null));
  const lines = LINES.flatMap((name) => {
    const curve = curveOf(inferred, current, name);
    return curve ? [[name, curve] as const] : [];
  });
  return { lines: Object.fromEntries(lines), current };
}

const REF_IDS = [
  'nodeCapacity',
  'machineMemory',
  'memTotal',
  'rootLimit',
  'allocatable',
  'kubepodsLimit',
  'hugepages',
  'maxPods',
] as const;

const LINES: readonly NodeLineName[] = [
  'capacity',
  'reserved',
  'evictionHard',
  'hugepages',
  'allocatable',
  'kubepodsLimit',
  'podsEvictionLine',
];

type Inputs = ReadonlyArray<number | null>;

/** Inference once for each combination of inputs, of which a range has one or two. */
function inferring(scope: NodeScope): (inputs: Inputs) => NodeLines {
  const exposureOf = exposing(scope);
  const known = new Map<string, NodeLines>();
  return (inputs) => {
    const key = inputs.join();
    const lines = known.get(key) ?? inferNodeLines(exposureOf(inputs));
    known.set(key, lines);
    return lines;
  };
}

/** What the inputs, the user and the provider together say of a node. */
export function exposing({ identity, overrides }: Pick<NodeScope, 'identity' | 'overrides'>) {
  const override = findOverride(overrides, identity.node);
  const parsed = override && parseOverride(override);
  const { profile } = chooseProvider(identity, override?.provider);
  return ([capacity, machine, total, root, allocated, limit, huge, pods]: Inputs): NodeExposure => ({
    capacity: [
      ...sourced(capacity, 'reported', METRIC.nodeCapacity),
      ...sourced(machine, 'measured', METRIC.machineMemory),
      ...sourced(total, 'measured', METRIC.memTotal),
      ...sourced(root, 'measured', `${METRIC.containerMemoryLimit}{id="/"}`),
    ],
    ...first('allocatable', sourced(allocated, 'reported', METRIC.nodeAllocatable)),
    ...first('kubepodsLimit', sourced(limit, 'measured', `${METRIC.containerMemoryLimit} of kubepods`)),
    ...first('hugepages', sourced(huge, 'reported', `${METRIC.nodeCapacity} of hugepages`)),
    ...(pods != null && { maxPods: pods }),
    ...(parsed && { configured: parsed.settings }),
    ...(profile && { provider: profile }),
  });
}

function sourced(value: number | null | undefined, provenance: Provenance, source: string): Array<Sourced<Bytes>> {
  return value == null ? [] : [{ value, provenance, source }];
}

function first<Name extends string>(name: Name, [value]: ReadonlyArray<Sourced<Bytes>>) {
  return value ? { [name]: value } : {};
}

/** One provenance for the whole curve: that of its latest value. */
function curveOf(inferred: readonly NodeLines[], current: NodeLines, name: NodeLineName): Curve | undefined {
  const values: Aligned = inferred.map((lines) => lines[name]?.value ?? null);
  const latest = current[name] ?? inferred.findLast((lines) => lines[name])?.[name];
  return latest && { values, provenance: latest.provenance, source: latest.source };
}
