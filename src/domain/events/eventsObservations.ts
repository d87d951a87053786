import type { FoundEviction } from './detectEvictions';
import type { Kill } from './detectOomKills';
import type { NodeEvent } from './events';
import type {
  ContainerEnd,
  ContainerLife,
  CounterTrack,
  HeldCondition,
  Interval,
  Looks,
  PodLife,
  Restart,
  Rise,
} from './eventsObserved';
import type { Finding } from '../provenance';

/** Everything one reply shows of a node's events, before and after it was brought together. */
export interface NodeObservations {
  readonly events: readonly NodeEvent[];
  readonly evictions: readonly FoundEviction[];
  readonly kills: readonly Kill[];
  /** Container ends that are neither an eviction's nor the kernel's. */
  readonly ends: readonly ContainerEnd[];
  readonly pods: readonly PodLife[];
  readonly lives: readonly ContainerLife[];
  /** node_vmstat_oom_kill, reading by reading. */
  readonly oomTrack: CounterTrack;
  /** The kubelet's page was read. */
  readonly kubeletWatched: boolean;
  /** A series of kubelet_evictions was there: where none was, nothing was evicted, or it is not collected. */
  readonly evictionsCounted?: boolean;
  /** Global OOM kills that cAdvisor counted at the root cgroup. */
  readonly rootKills: readonly Rise[];
  readonly pressure: ReadonlyArray<Interval & { readonly ended: boolean }>;
  /** Starts of the node and of its kubelet within the range. */
  readonly restarts: readonly Restart[];
  /** The boot time was read, so that none of a node's starts went unseen. */
  readonly bootKnown?: boolean;
  /** Nobody read the node's clock, or it was set: its times say only about when by the server's. */
  readonly clockUnread?: boolean;
  /** Ready was false or unknown. */
  readonly notReady: readonly HeldCondition[];
  /** Nothing was to be scheduled on the node: it was being drained, or cordoned. */
  readonly cordoned: readonly Interval[];
  readonly looks: Looks;
  /** The statuses of containers were read: without them nothing is known to have lived on, or ended. */
  readonly statusesKnown: boolean;
  readonly findings: readonly Finding[];
}
