import { NO_MEMORY_THRESHOLD, percentageFinding, PODS_NOT_ENFORCED } from './computeNodeLines';
import { formatMiB } from '../quantity/formatBytes';
import { providerMismatch } from './inferFromProvider';
import { isEnforcementUnknown, isPodsEnforced, measuredLimit } from './inferThreshold';
import type { NodeLines } from './nodeLines';
import type { NodeExposure } from './nodeLinesExposure';
import type { Finding, Sourced } from '../provenance';
import type { MemoryThreshold } from './threshold';
import { type Bytes, MiB } from '../units';

type Lines = Omit<NodeLines, 'findings'>;
type MaybeThreshold = Sourced<MemoryThreshold> | undefined;

/** What a node's lines lack and where their sources contradict each other. */
export function nodeLinesFindings(exposure: NodeExposure, lines: Lines, threshold: MaybeThreshold): readonly Finding[] {
  return [
    ...missing(exposure, lines, threshold),
    ...contradictions(exposure, lines),
    ...thresholdFindings(exposure, lines, threshold),
    ...providerFindings(exposure),
  ];
}

const ENTER_EVICTION_HARD = 'enter evictionHard for this node pool in the data source settings';

function missing(exposure: NodeExposure, lines: Lines, threshold: MaybeThreshold): readonly Finding[] {
  return [
    ...(lines.capacity === undefined ? [MISSING_CAPACITY] : []),
    ...(exposure.allocatable === undefined ? [missingAllocatable(lines)] : []),
    ...(measuredLimit(exposure) === undefined ? [missingLimit(exposure, lines)] : []),
    ...(threshold === undefined ? [UNKNOWN_EVICTION_HARD] : []),
  ];
}

const MISSING_CAPACITY: Finding = {
  severity: 'error',
  code: 'missing-capacity',
  text: 'The node’s capacity is unknown: none of kube_node_status_capacity, machine_memory_bytes and node_memory_MemTotal_bytes is in this Prometheus.',
  remedy: 'Scrape kube-state-metrics (kube_node_status_capacity).',
};

const UNKNOWN_EVICTION_HARD: Finding = {
  severity: 'warning',
  code: 'unknown-eviction-hard',
  text: 'evictionHard is unknown: no kubelet metric exposes it, and it cannot be computed without the kubepods limit.',
  remedy: `Keep container_spec_memory_limit_bytes of the kubepods cgroup, or ${ENTER_EVICTION_HARD}.`,
};

function missingAllocatable(lines: Lines): Finding {
  const { allocatable } = lines;
  return {
    severity: allocatable === undefined ? 'warning' : 'info',
    code: 'missing-allocatable',
    text: `kube_node_status_allocatable is not in this Prometheus, so allocatable is ${inWords(allocatable)}.`,
    remedy: 'Scrape kube-state-metrics (kube_node_status_allocatable).',
  };
}

function missingLimit({ kubepodsLimit }: NodeExposure, lines: Lines): Finding {
  const reason =
    kubepodsLimit === undefined
      ? 'container_spec_memory_limit_bytes of the kubepods cgroup is not in this Prometheus'
      : 'container_spec_memory_limit_bytes says that the kubepods cgroup has no limit';
  return {
    severity: lines.kubepodsLimit === undefined ? 'warning' : 'info',
    code: kubepodsLimit === undefined ? 'missing-kubepods-limit' : 'no-kubepods-limit',
    text: `${reason}, so the kubepods limit is ${inWords(lines.kubepodsLimit)}.`,
    remedy: `Keep container_spec_memory_limit_bytes with id="/kubepods" or "/kubepods.slice" in the kubelet's cAdvisor metricRelabelings (kube-prometheus-stack: kubelet.serviceMonitor.cAdvisorMetricRelabelings), or ${ENTER_EVICTION_HARD}.`,
  };
}

function inWords(line: Sourced<Bytes> | undefined): string {
  return line === undefined ? 'unknown' : `${line.provenance} (${line.source})`;
}

/** The kubelet's identities, held against the values that are shown. */
function contradictions(exposure: NodeExposure, lines: Lines): readonly Finding[] {
  const { capacity, reserved, evictionHard, allocatable, kubepodsLimit } = lines;
  const enforced = isPodsEnforced(exposure);
  const hugepages = lines.hugepages?.value ?? 0;
  return [
    ...(exposure.capacity ?? []).slice(1).flatMap((other) => disagreement('capacity', capacity, other)),
    ...exceeds('allocatable', allocatable, 'capacity', capacity),
    ...exceeds('kubepods-limit', kubepodsLimit, 'capacity', capacity),
    ...exceeds('allocatable', allocatable, 'the kubepods limit', kubepodsLimit),
    ...(enforced
      ? disagreement('kubepods-limit', kubepodsLimit, minus('capacity − reserved', capacity, reserved))
      : []),
    ...(enforced && evictionHard !== undefined
      ? disagreement(
          'eviction-hard',
          evictionHard,
          minus('kubepods limit − allocatable', kubepodsLimit, allocatable, hugepages)
        )
      : []),
  ];
}

const NAMES: Readonly<Record<string, string>> = {
  capacity: 'Capacity',
  allocatable: 'Allocatable',
  'kubepods-limit': 'The kubepods limit',
  'eviction-hard': 'evictionHard',
};

function disagreement(
  line: string,
  shown: Sourced<Bytes> | undefined,
  other: Sourced<Bytes> | undefined
): readonly Finding[] {
  if (shown === undefined || other === undefined || shown.value === other.value || other.value < 0) {
    return [];
  }
  return [
    contradiction(
      line,
      `${NAMES[line]} is ${exact(shown.value)} (${shown.provenance}: ${shown.source}), but ${other.source} says ${exact(other.value)}.`
    ),
  ];
}

function exceeds(
  line: string,
  part: Sourced<Bytes> | undefined,
  wholeName: string,
  whole: Sourced<Bytes> | undefined
): readonly Finding[] {
  if (part === undefined || whole === undefined || part.value <= whole.value) {
    return [];
  }
  return [
    contradiction(
      line,
      `${NAMES[line]}, ${exact(part.value)} (${part.source}), is more than ${wholeName}, ${exact(whole.value)} (${whole.source}).`
    ),
  ];
}

function contradiction(line: string, text: string): Finding {
  return {
    severity: 'warning',
    code: `contradiction-${line}`,
    text,
    remedy:
      'Compare with the kubelet’s configz and correct the node pool’s settings in the data source; after a kubelet restart with other settings wait for the next scrapes.',
  };
}

function minus(
  source: string,
  from: Sourced<Bytes> | undefined,
  less: Sourced<Bytes> | undefined,
  more = 0
): Sourced<Bytes> | undefined {
  return from === undefined || less === undefined
    ? undefined
    : { value: from.value - less.value - more, provenance: 'computed', source };
}

/** Two values may differ by less than a MiB: then MiB alone would read alike. */
function exact(bytes: Bytes): string {
  return bytes % MiB === 0 ? formatMiB(bytes) : `${formatMiB(bytes)} (${bytes} bytes)`;
}

function thresholdFindings(exposure: NodeExposure, lines: Lines, threshold: MaybeThreshold): readonly Finding[] {
  const hasNone = threshold?.value.kind === 'none' && lines.podsEvictionLine === undefined;
  return [
    ...(isPodsEnforced(exposure) ? [] : [PODS_NOT_ENFORCED]),
    ...(hasNone
      ? [{ ...NO_MEMORY_THRESHOLD, text: `${NO_MEMORY_THRESHOLD.text} Known from: ${threshold.source}.` }]
      : []),
    ...(threshold?.value.kind === 'fraction' ? [percentageFinding(threshold.value.fraction)] : []),
    ...(isOddAmount(threshold) ? [ODD_AMOUNT] : []),
    ...(isEnforcementUnknown(exposure) && lines.evictionHard?.provenance === 'assumed' ? [ENFORCEMENT_UNKNOWN] : []),
  ];
}

/** Neither an amount a person would write nor a percentage with one decimal. */
function isOddAmount(threshold: MaybeThreshold): boolean {
  return (
    threshold?.value.kind === 'quantity' && threshold.value.bytes % 1000 !== 0 && threshold.value.bytes % 1024 !== 0
  );
}

const ODD_AMOUNT: Finding = {
  severity: 'info',
  code: 'maybe-percentage',
  text: 'evictionHard may be a percentage, which cannot be told from an amount outside the node; then pods are evicted somewhat above the line shown.',
  remedy: `To be exact, ${ENTER_EVICTION_HARD}.`,
};

const ENFORCEMENT_UNKNOWN: Finding = {
  severity: 'warning',
  code: 'enforcement-unknown',
  text: 'The kubepods limit equals capacity: either nothing is reserved, or enforceNodeAllocatable lacks "pods". The lines shown assume the former.',
  remedy: 'Enter kubeReserved and evictionHard for this node pool in the data source settings.',
};

function providerFindings(exposure: NodeExposure): readonly Finding[] {
  const mismatch = providerMismatch(exposure);
  const { provider } = exposure;
  if (mismatch === undefined || provider === undefined || measuredLimit(exposure) !== undefined) {
    return [];
  }
  return [
    {
      severity: 'info',
      code: 'provider-mismatch',
      text: `${provider.name} keeps ${formatMiB(mismatch.expected)} from the pods by default, this node ${formatMiB(mismatch.found)}: its settings were changed, so no default is assumed.`,
      remedy: `To have all lines, ${ENTER_EVICTION_HARD}.`,
    },
  ];
}
