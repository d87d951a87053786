import { parseBytes } from '../src/domain/quantity/quantity';
import { KUBEPODS_ENDS } from '../src/prometheus/kubepods';
import { METRIC } from '../src/prometheus/metrics';
import {
  aggregate,
  and,
  is,
  isNot,
  matches,
  or,
  paren,
  selector,
  unless,
  type Matcher,
} from '../src/prometheus/promql';

import type { RulesConfig } from './config';
import { FLEET, NODE } from '../src/prometheus/ruleNames';
import { maxByNode, NODE_LABELS, onNode } from './onNode';
import type { RecordingRule } from './rule';

/** Every node's curves and lines, and what they come to over a cluster. Later rules read earlier ones: the order matters. */
export function recordingRules({ evictionHard }: Pick<RulesConfig, 'evictionHard'>): readonly RecordingRule[] {
  return [
    { record: NODE.capacity, expr: capacity() },
    {
      record: NODE.allocatable,
      expr: aggregate('max', ofApi(METRIC.nodeAllocatable, is('resource', 'memory')), NODE_LABELS),
    },
    { record: NODE.hugepages, expr: hugepages() },
    ...evictionHardRules(parseBytes(evictionHard)),
    ...kubepodsLimitRules(),
    { record: NODE.workingSet, expr: nodeWorkingSet() },
    { record: NODE.available, expr: `${NODE.capacity} - ${NODE.workingSet}` },
    { record: NODE.podsWorkingSet, expr: podsWorkingSet() },
    { record: NODE.podsRequests, expr: ofPods(METRIC.containerRequests) },
    { record: NODE.podsLimits, expr: ofPods(METRIC.containerLimits) },
    ...fleetRules(),
  ];
}

const ofApi = (metric: string, ...matchers: readonly Matcher[]): string =>
  selector(metric, [isNot('node', ''), ...matchers]);

function capacity(): string {
  return or(
    aggregate('max', ofApi(METRIC.nodeCapacity, is('resource', 'memory')), NODE_LABELS),
    maxByNode((node) => selector(METRIC.machineMemory, node)),
    maxByNode((node) => selector(METRIC.memTotal, node))
  );
}

/** Pre-allocated hugepages lower allocatable, not the kubepods limit (K32 nodestatus/setters.go:276). */
function hugepages(): string {
  const sizes = ofApi(METRIC.nodeCapacity, matches('resource', 'hugepages_.+'));
  return aggregate('sum', aggregate('max', sizes, [...NODE_LABELS, 'resource']), NODE_LABELS);
}

/** 0 means that no limit is set. */
const MEASURED_LIMIT = aggregate(
  'min',
  `${paren(onNode((node) => or(...KUBEPODS_ENDS.map((id) => selector(METRIC.containerMemoryLimit, [id, ...node])))))} > 0`,
  NODE_LABELS
);
const HUGEPAGES = paren(`${NODE.hugepages} or 0 * ${NODE.allocatable}`);
const MEASURED = { provenance: 'measured' };
const ASSUMED = { provenance: 'assumed' };

/** allocatable = kubepods limit − eviction-hard − hugepages (K32 cm/node_container_manager_linux.go:278). */
function evictionHardRules(assumed: number): readonly RecordingRule[] {
  const measured = `${paren(MEASURED_LIMIT)} - ${NODE.allocatable} - ${HUGEPAGES}`;
  return [
    { record: NODE.evictionHard, labels: MEASURED, expr: measured },
    {
      record: NODE.evictionHard,
      labels: ASSUMED,
      expr: unless(`0 * ${NODE.allocatable} + ${assumed}`, `${NODE.evictionHard}{provenance="measured"}`, NODE_LABELS),
    },
  ];
}

function kubepodsLimitRules(): readonly RecordingRule[] {
  const assumed = `${NODE.allocatable} + ${HUGEPAGES} + on (cluster,node) ${NODE.evictionHard}{provenance="assumed"}`;
  return [
    { record: NODE.kubepodsLimit, labels: MEASURED, expr: MEASURED_LIMIT },
    { record: NODE.kubepodsLimit, labels: ASSUMED, expr: assumed },
  ];
}

/** Older samples are the store repeating what a silent kubelet last said: two scrapes of a minute, and cAdvisor's own delay. */
const FRESH_SECONDS = 150;

/** The root cgroup's, as the kubelet compares it; the kubelet's own; from /proc/meminfo. */
function nodeWorkingSet(): string {
  const fresh = (metric: string, matchers: readonly Matcher[]) =>
    and(selector(metric, matchers), `timestamp(${selector(metric, matchers)}) > time() - ${FRESH_SECONDS}`);
  return or(
    maxByNode((node) => fresh(METRIC.containerWorkingSet, [is('id', '/'), ...node])),
    maxByNode((node) => fresh(METRIC.nodeWorkingSet, node)),
    maxByNode(meminfoWorkingSet)
  );
}

function meminfoWorkingSet(node: readonly Matcher[]): string {
  const [anon, cached, buffers, swapCached, inactive] = [
    METRIC.anonPages,
    METRIC.cached,
    METRIC.buffers,
    METRIC.swapCached,
    METRIC.inactiveFile,
  ].map((metric) => selector(metric, node));
  return `${anon} + ${cached} + ${buffers} + (${swapCached} or 0 * ${cached}) - ${inactive}`;
}

const CGROUP = ['namespace', 'pod', 'container', 'id'];

/**
 * The sum over containers, each once, of those that were there at the last scrape: start time and limit carry no time of their
 * own, so they end with the container, where the working set's last value stays for five minutes.
 */
function podsWorkingSet(): string {
  const live = (node: readonly Matcher[]) => {
    const containers = [isNot('container', ''), isNot('container', 'POD'), isNot('id', ''), ...node];
    const sizes = selector(METRIC.containerWorkingSet, containers);
    const signs = or(
      selector(METRIC.containerStartTime, containers),
      selector(METRIC.containerMemoryLimit, containers)
    );
    return or(and(sizes, signs, CGROUP), unless(sizes, signs, [...NODE_LABELS, 'instance']));
  };
  const once = aggregate('max', onNode(live), [...NODE_LABELS, 'namespace', 'pod', 'container']);
  return aggregate('sum', once, NODE_LABELS);
}

/** kube-state-metrics keeps requests and limits of finished pods (KSM#458). */
function ofPods(metric: string): string {
  const finished = `${selector(METRIC.podPhase, [matches('phase', 'Failed|Succeeded')])} == 1`;
  const running = unless(ofApi(metric, is('resource', 'memory')), finished, ['cluster', 'namespace', 'pod']);
  const once = aggregate('max', running, [...NODE_LABELS, 'namespace', 'pod', 'container']);
  return aggregate('sum', once, NODE_LABELS);
}

function fleetRules(): readonly RecordingRule[] {
  const counted = (which: string) => `count by (cluster) (${which}) or 0 * ${FLEET.nodes}`;
  return [
    { record: FLEET.nodes, expr: `count by (cluster) (${NODE.capacity})` },
    { record: FLEET.overAllocatable, expr: counted(`${NODE.podsWorkingSet} > ${NODE.allocatable}`) },
    {
      record: FLEET.belowEvictionHard,
      expr: counted(`${NODE.available} < on (cluster,node) ${NODE.evictionHard}`),
    },
    { record: FLEET.podsHeadroom, expr: `min by (cluster) (${NODE.allocatable} - ${NODE.podsWorkingSet})` },
    {
      record: FLEET.nodeHeadroom,
      expr: `min by (cluster) (${NODE.available} - on (cluster,node) ${NODE.evictionHard})`,
    },
  ];
}
