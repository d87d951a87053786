import { DELAY } from '../events/delays';
import { readCgroupPath } from '../logs/cgroupPath';
import type { KubeletEvictionLine } from '../logs/kubeletEvictionLine';
import { placeOfCgroup } from '../logs/memoryHolders';
import type { OomReport } from '../logs/oomReport';
import type { LogReview } from '../logs/readLog';
import type { DurationMs, EpochMs } from '../units';

import type { Incident } from './types';

/** A pod by the name people know and by the uid that cgroup paths carry. */
export interface PodName {
  readonly uid: string;
  readonly namespace: string;
  readonly pod: string;
}

type Pod = Pick<PodName, 'namespace' | 'pod'>;

export interface MatchedOom {
  readonly report: OomReport;
  readonly at: EpochMs;
  /** Whose process was killed, as far as its uid could be named. */
  readonly owner?: Pod;
  /**
   * `incident`: a pod of this incident; `other`: a pod that is not in it; `host`: no pod at all, by its cgroup; `unnamed`:
   * nothing told which pod.
   */
  readonly about: 'incident' | 'other' | 'host' | 'unnamed';
}

export type MatchedEviction = KubeletEvictionLine & { readonly at: EpochMs };

/** What of a log falls into an incident. */
export interface LogMatch {
  readonly ooms: readonly MatchedOom[];
  readonly evictions: readonly MatchedEviction[];
  /** OOM reports without an absolute time: plain dmesg counts from boot. */
  readonly untimed: number;
  /** Hosts whose reports fall into the time and are not this node's. */
  readonly otherHosts: readonly string[];
}

/** Finds the reports and kubelet lines of a log that fall into the incident, clock skew allowed for. */
export function matchLog(incident: Incident, review: LogReview, pods: readonly PodName[] = []): LogMatch {
  const names = new Map([...namesIn(review), ...pods].map((name) => [name.uid.toLowerCase(), name]));
  // Logs are of the node's clock.
  const { clockAhead = 0 } = incident;
  const inTime = closest(
    incident,
    review.ooms.flatMap((report) => (report.at === undefined ? [] : [{ report, at: report.at - clockAhead }]))
  );
  const { own, others } = byHost(incident, inTime);
  return {
    ooms: own.map((match) => ({ ...match, ...ownerOf(incident, match.report, names) })),
    evictions: closest(
      incident,
      review.evictions.flatMap((line) => (line.at === undefined ? [] : [{ ...line, at: line.at - clockAhead }]))
    ),
    untimed: review.ooms.filter(({ at }) => at === undefined).length,
    otherHosts: others,
  };
}

/** Where something falls right into the incident the clocks agree, and what lies further off is another's. */
function closest<T extends { readonly at: EpochMs }>({ start, end }: Incident, found: readonly T[]): readonly T[] {
  const within = (skew: DurationMs) => found.filter(({ at }) => at >= start - skew && at <= end + skew);
  const exact = within(DELAY.keptClocks);
  return exact.length > 0 ? exact : within(DELAY.clockSkew);
}

/** The kubelet's lines carry uid and name: a kernel log pasted together with them needs no other list. */
function namesIn({ evictions }: LogReview): readonly PodName[] {
  return evictions
    .flatMap((line) => (line.kind === 'ranked' ? line.pods : 'pod' in line ? [line.pod] : []))
    .flatMap(({ uid, namespace, pod }) => (uid === undefined ? [] : [{ uid, namespace, pod }]));
}

interface InTime {
  readonly report: OomReport;
  readonly at: EpochMs;
}

/**
 * A log of many nodes counts by its host names. Where no name is this node's, a single other name may still be it (a node
 * registered by its IP); several cannot.
 */
function byHost({ node }: Incident, found: readonly InTime[]): { own: readonly InTime[]; others: readonly string[] } {
  const isOwn = ({ report }: InTime) => report.host === undefined || sameHost(report.host, node);
  const hosts = [...new Set(found.filter((match) => !isOwn(match)).map(({ report }) => report.host ?? ''))];
  const named = found.some(({ report }) => report.host !== undefined && sameHost(report.host, node));
  return named || hosts.length > 1 ? { own: found.filter(isOwn), others: hosts } : { own: found, others: hosts };
}

/** `ip-10-0-0-1` is `ip-10-0-0-1.ec2.internal`. */
function sameHost(a: string, b: string): boolean {
  const [one, two] = [a.toLowerCase(), b.toLowerCase()];
  return one === two || one.startsWith(`${two}.`) || two.startsWith(`${one}.`);
}

function ownerOf(
  incident: Incident,
  { taskMemcg, oomMemcg }: OomReport,
  names: ReadonlyMap<string, PodName>
): Pick<MatchedOom, 'owner' | 'about'> {
  const uid = [taskMemcg, oomMemcg]
    .map((path) => (path === null ? undefined : readCgroupPath(path).podUid))
    .find(Boolean);
  const name = uid === undefined ? undefined : names.get(uid.toLowerCase());
  if (name === undefined) {
    return { about: uid === undefined && taskMemcg !== null && isOfHost(taskMemcg) ? 'host' : 'unnamed' };
  }
  const owner = { namespace: name.namespace, pod: name.pod };
  const involved = [...incident.victims, incident.culprit];
  return { owner, about: involved.some((known) => isPod(known, owner)) ? 'incident' : 'other' };
}

/** `/system.slice/backup.service`; a path with a container's id may be a runtime's own container. */
const isOfHost = (path: string): boolean => placeOfCgroup(path) === 'outside-pods' && !/[0-9a-f]{64}/.test(path);

export const isPod = (known: { readonly namespace?: string; readonly pod?: string }, pod: Pod): boolean =>
  known.pod === pod.pod && (known.namespace ?? pod.namespace) === pod.namespace;
