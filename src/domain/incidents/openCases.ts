import { DELAY } from '../events/delays';
import type { FoundEviction } from '../events/detectEvictions';
import type { Kill } from '../events/detectOomKills';
import type { ContainerEnd, Interval } from '../events/eventsObserved';
import type { EpochMs } from '../units';

import { boundsOf, type CaseFile } from './caseFile';
import { boundsWithin, cluster, gap } from './cluster';
import { beside, besideRule, CONFIDENCES, weakest } from './confidenceTable';
import { decide } from './decide';
import { distinctEvidence } from './distinctEvidence';
import type { Judged } from './judged';
import { matterOf, ownOf } from './matters';
import { memoryBefore } from './memoryBefore';
import { tolerancesOf, type ReviewData } from './reviewData';
import { startAfter } from './sources/nodeStart';
import { subjectsOf } from './subjects';
import { tellAlternatives } from './tellAlternatives';
import type { Confidence, Evidence, Verdict } from './types';

/** Everything that happened, judged one by one, then what belongs together in one case. */
export function openCases(data: ReviewData): CaseFile[] {
  const { narrow } = tolerancesOf(data);
  const judged = subjectsOf(data).map((subject): Judged => {
    const { earliest, latest } = subject;
    return { subject, decision: decide(subject, data), earliest, latest };
  });
  const groups = cluster(judged, (one) => matterOf(one, data), narrow);
  return joinShared(
    groups.map((group) => asCase(group, data)),
    narrow
  );
}

/** What a group of ends is called after: the most telling of them. */
const WEIGHT: readonly Verdict[] = ['oom5-runtime-ceiling', 'crashed', 'killed-not-oom', 'stopped', 'unknown'];

function asCase(group: readonly Judged[], data: ReviewData): CaseFile {
  const anchor = [...group].sort(
    (a, b) =>
      WEIGHT.indexOf(a.decision.verdict) - WEIGHT.indexOf(b.decision.verdict) ||
      CONFIDENCES.indexOf(b.decision.confidence) - CONFIDENCES.indexOf(a.decision.confidence) ||
      a.latest - b.latest
  )[0] as Judged;
  const { verdict, rule, signal } = anchor.decision;
  const own = group.filter(({ decision }) => decision.verdict === verdict);
  const least = leastSure(own);
  const confidence = beside(anchor.decision.confidence, least);
  return {
    verdict,
    confidence,
    rule: least === anchor.decision.confidence ? rule : besideRule(rule, least),
    signal: signalOf(group) ?? signal,
    race: false,
    evictions: group.flatMap(({ subject: { eviction } }) => eviction ?? []),
    kills: group.flatMap(({ subject: { kill } }) => kill ?? []),
    ends: group.flatMap(({ subject: { kill, end } }) => (end && !kill ? [end] : [])),
    restarts: group.flatMap(({ subject: { restart } }) => restart ?? []),
    bounds: boundsWithin(group, tolerancesOf(data).narrow),
    sureOf: new Map(group.flatMap((one) => sureOf(one))),
    own: ownOf(own, data),
    evidence: distinctEvidence([
      ...own.flatMap(({ decision: { evidence } }) => evidence),
      ...leftOpen(group),
      ...(verdict === 'node-restarted' ? memoryBefore(lastUp(group, data) ?? anchor.earliest, data) : []),
    ]),
    missing: confidence === 'certain' ? [] : anchor.decision.missing,
    alternatives: tellAlternatives(anchor.decision),
  };
}

/** Until when the node ran before, at the latest: until it started again. */
function lastUp(group: readonly Judged[], data: ReviewData): EpochMs | undefined {
  const starts = group.flatMap(({ subject }) => subject.restart ?? startAfter('node', subject, data) ?? []);
  return starts.length === 0 ? undefined : Math.min(...starts.map(({ startedAt }) => startedAt));
}

/** The least sure end or eviction; a count alone that was joined to named ones neither adds nor takes. */
function leastSure(group: readonly Judged[]): Confidence {
  const named = group.filter(({ subject: { kind } }) => kind !== 'count');
  return weakest((named.length > 0 ? named : group).map(({ decision: { confidence } }) => confidence)) ?? 'possible';
}

function sureOf({ subject: { eviction, kill, end }, decision: { confidence } }: Judged) {
  const about: FoundEviction | Kill | ContainerEnd | undefined = eviction ?? kill ?? end;
  return about ? [[about, confidence] as const] : [];
}

/** The signal that the kubelet counted, whatever the verdict calls its line. */
function signalOf(group: readonly Judged[]): string | undefined {
  return group.map(({ subject: { eviction } }) => eviction?.rise?.signal).find((signal) => signal !== undefined);
}

/** A count by n explains at most n ends; what it counted besides is said to be open. */
function leftOpen(group: readonly Judged[]): Evidence[] {
  const kills = group.flatMap(({ subject: { kill } }) => kill ?? []);
  const rises = [...new Set(kills.flatMap(({ rise }) => rise ?? []))];
  return rises.flatMap((rise): Evidence[] => {
    const named = kills.filter((kill) => kill.rise === rise && kill.end).length;
    const open = rise.by - named;
    const text = `the kernel counted ${rise.by} killed processes, of which ${named} ${named === 1 ? 'end is' : 'ends are'} known: the other ${open} may be of the same group (whose first victim is counted twice), or are not explained`;
    return named > 0 && open > 0
      ? [{ speaks: 'context', text, source: rise.metric, query: rise.query, at: rise.latest }]
      : [];
  });
}

/** Kills of one shortage, and the evictions that race with them. */
const ONE_SHORTAGE = DELAY.standstill;
const RACE = DELAY.runtimeReport;

/** Where kubelet and kernel act in the same shortage it is one incident, certain only if both are; never by a kill of any time. */
function joinShared(files: readonly CaseFile[], narrow: number): CaseFile[] {
  const isPlaced = ({ kills }: CaseFile) => kills.some((kill) => isNarrow(kill, narrow));
  const kernels = files.filter((file) => AT_SHARED_CEILING.includes(file.verdict) && isPlaced(file));
  const partners = new Map<CaseFile, CaseFile[]>();
  for (const file of files.filter(({ verdict }) => EVICTED.includes(verdict))) {
    const near = kernels.filter((kernel) => gap(span(kernel), span(file)) <= ONE_SHORTAGE);
    const isWide = span(file).latest - span(file).earliest > narrow && file.evictions.length === 1;
    const [only] = near;
    if (only && (near.length === 1 || !isWide)) {
      partners.set(only, [...(partners.get(only) ?? []), file]);
    }
  }
  const joined = new Set([...partners.values()].flat());
  return files
    .filter((file) => !joined.has(file))
    .map((file) => (partners.get(file) ?? []).reduce((kernel, kubelet) => join(kernel, kubelet, narrow), file));
}

const AT_SHARED_CEILING: readonly Verdict[] = ['oom4-kubepods-limit', 'node-exhausted'];
const EVICTED: readonly Verdict[] = ['oom2-allocatable-evicted', 'oom3-node-evicted'];

function span(file: CaseFile): Interval {
  const { start, end } = boundsOf(file);
  return { earliest: start, latest: end };
}

function join(kernel: CaseFile, kubelet: CaseFile, narrow: number): CaseFile {
  // More than one of the kubelet's may join, one after the other.
  const evictions = [...kernel.evictions, ...kubelet.evictions];
  // Where the kubelet was evicting for the node's memory already, what the kernel then killed belongs to that.
  const first = Math.min(...evictions.filter((one) => isNarrow(one, narrow)).map(({ earliest }) => earliest));
  const isFollowed = first <= boundsOf(kernel).end && kubelet.verdict === 'oom3-node-evicted';
  const leading = kernel.verdict === 'node-exhausted' && isFollowed ? kubelet : kernel;
  const other = leading === kernel ? kubelet : kernel;
  const confidence = beside(leading.confidence, other.confidence);
  const also = leading === kernel ? 'the kubelet evicted as well' : 'the kernel killed as well';
  return {
    ...leading,
    confidence,
    rule:
      other.confidence === leading.confidence ? leading.rule : `${leading.rule}; ${also}, which is ${other.confidence}`,
    race: evictions.some((one) => isNarrow(one, ONE_SHORTAGE) && kernel.kills.some((kill) => gap(kill, one) <= RACE)),
    evictions,
    kills: kernel.kills,
    ends: [...kernel.ends, ...kubelet.ends],
    bounds: boundsWithin([span(kernel), ...evictions.filter((one) => isNarrow(one, narrow))], Infinity),
    sureOf: new Map([...(kernel.sureOf ?? []), ...(kubelet.sureOf ?? [])]),
    evidence: distinctEvidence([...leading.evidence, ...other.evidence]),
    missing: [...leading.missing, ...other.missing],
    alternatives: leading.alternatives?.filter(({ verdict }) => verdict !== other.verdict),
  };
}

const isNarrow = ({ earliest, latest }: Interval, narrow: number) => latest - earliest <= narrow;
