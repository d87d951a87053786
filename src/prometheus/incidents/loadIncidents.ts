import { distinctBy } from '../../domain/distinctBy';
import type { Interval } from '../../domain/events/eventsObserved';
import { joinPieces, type Piece } from '../../domain/incidents/joinPieces';
import { CRASH_LOOP } from '../../domain/incidents/matters';
import { gapFindings, type Gap } from '../../domain/incidents/partialData';
import type { Incident } from '../../domain/incidents/types';
import type { DurationMs } from '../../domain/units';
import { eventQueries } from '../events/eventQueries';
import { observeEvents } from '../events/evaluateEvents';
import { LOOK } from '../ports/frugal';
import { gapsIn } from '../gaps';
import { inTurns } from '../inTurns';
import { askOfNode, loadNodePods, loadPodsOfCgroups, type LookedUp } from '../nodePods';
import type { PrometheusPort } from '../ports/port';
import type { NodeScope } from '../scope';

import { evaluateIncidents, type Reviewed } from './evaluateIncidents';
import { CLOSE_STEP } from './closeLook';
import { scanQueries } from './scanQueries';
import { findSteady, queriesBesides, steadySince, withSteady } from './steadyPods';
import { AFTER, windowsAround, type ReviewWindow } from './windows';

/** Windows read at once: their queries run side by side already, and a fleet's review reads several nodes at once. */
const AT_ONCE = 2;
/** How many points the scan over the whole range asks for at most. */
const SCAN_POINTS = 2880;

export interface IncidentsOptions {
  readonly signal?: AbortSignal;
  /** Called after each request with the part that is done, 0 to 1. */
  readonly onProgress?: (done: number) => void;
  /** Called with what was found so far, after each stretch that was looked at; the latest come first. */
  readonly onFound?: (incidents: readonly Incident[]) => void;
  /** Which pods the node had, where somebody remembers them. */
  readonly loadPods?: (scope: NodeScope) => Promise<LookedUp>;
}

/**
 * All incidents of one node in the scope's range. First one request scans the range, at a step that misses nothing however
 * coarse; then one request looks closely at each stretch in which something happened.
 */
export async function loadIncidents(
  port: PrometheusPort,
  scope: NodeScope,
  options: IncidentsOptions = {}
): Promise<Reviewed> {
  const { signal, onProgress, onFound, loadPods = (of: NodeScope) => loadNodePods(port, of, signal) } = options;
  const podsOf = async (of: NodeScope) => {
    const told = await loadPods(of);
    return told.pods || told.podsError !== undefined
      ? told
      : { ...told, ...(await loadPodsOfCgroups(port, of, signal)) };
  };
  const asked = scanScope(scope);
  const { reply, scope: scan } = await askOfNode(
    port,
    { ...asked, ...(await podsOf(withWindows(asked))) },
    scanQueries,
    signal
  );
  const observed = observeEvents(scan, reply);
  const steady = findSteady(scan, reply);
  const gaps: Gap[] = [...gapsIn(reply)];
  const coarse = windowsAround(hitsOf(observed), scan.step);
  // A long range was looked at coarsely: looked at again as closely as a short one, its windows are the same.
  const fine = await inTurns(scan.step > scope.scrapeInterval ? coarse : [], AT_ONCE, async (window) => {
    const near = { ...scan, ...window, step: scope.scrapeInterval };
    const looked = await port({ queries: eventQueries(near), from: near.from, to: near.to, step: near.step }, signal);
    return { gaps: gapsIn(looked), hits: ownHits(hitsOf(observeEvents(near, looked)), window) };
  });
  gaps.push(...fine.flatMap((one) => one.gaps));
  const windows =
    scan.step > scope.scrapeInterval
      ? windowsAround(
          fine.flatMap(({ hits }) => hits),
          scope.scrapeInterval
        )
      : coarse;
  const parts = windows.length + 1;
  let done = 1;
  onProgress?.(done / parts);
  const steadyOver = async ({ from }: ReviewWindow) =>
    from >= scan.from ? steady : steadySince({ port, ...(signal && { signal }) }, scan, from, steady);
  const found: Array<Piece & ReviewWindow> = [];
  const latestFirst = await inTurns([...windows].reverse(), AT_ONCE, async (window) => {
    const narrow = { ...scan, ...window, step: CLOSE_STEP };
    const known = window.to > scan.to ? [] : await steadyOver(window);
    const asked = queriesBesides(narrow, known);
    const answer = await port({ queries: asked, from: narrow.from, to: narrow.to, step: CLOSE_STEP }, signal);
    const close = withSteady(answer, known);
    const one = { ...window, ...evaluateIncidents(narrow, close), gaps: gapsIn(close) };
    done += 1;
    onProgress?.(done / parts);
    found.push(one);
    onFound?.(inRange(joinPieces([...found].sort((a, b) => a.from - b.from)), scope));
    return one;
  });
  const reviewed = [...latestFirst].reverse();
  gaps.push(...reviewed.flatMap((one) => one.gaps));
  return {
    incidents: inRange(joinPieces(reviewed), scope),
    findings: [
      ...gapFindings(gaps),
      ...distinctBy([...observed.findings, ...reviewed.flatMap((one) => one.findings)], ({ code }) => code),
    ],
  };
}

/**
 * What belongs to an incident of the range may lie so far beyond it: the kill before in a row of restarts, the next after. Looked at
 * beyond both ends and then filtered, an incident is the same in any range; one that begins nearer to the scan's own begin may have
 * begun before.
 */
export const BEYOND: DurationMs = CRASH_LOOP;

/** At the scrapes' step where the range is short, coarser where it is long; from one look of what changes seldom to another. */
function scanScope(scope: NodeScope): NodeScope {
  const step = Math.max(scope.scrapeInterval, Math.ceil((scope.to - scope.from) / SCAN_POINTS / 1000) * 1000);
  const from = Math.floor((scope.from - 2 * BEYOND) / LOOK) * LOOK;
  const to = Math.ceil((scope.to + BEYOND) / LOOK) * LOOK;
  return { ...scope, from, to, step };
}

/** As far as a window may reach beyond the scan. */
const withWindows = (scan: NodeScope): NodeScope => ({ ...scan, to: scan.to + AFTER + scan.step + MINUTE });

const hitsOf = ({ evictions, kills, ends, restarts }: ReturnType<typeof observeEvents>): Interval[] => [
  ...evictions,
  ...kills,
  ...ends,
  ...restarts,
];

const MINUTE: DurationMs = 60_000;

/** What a neighbour saw at its edge is the neighbour's. */
const ownHits = (hits: readonly Interval[], { own }: ReviewWindow): readonly Interval[] =>
  own ? hits.filter(({ latest }) => latest > own.after && latest <= own.until) : hits;

function inRange(incidents: readonly Incident[], { from, to }: NodeScope): Incident[] {
  return distinctBy(incidents, ({ id }) => id)
    .filter(({ start, end }) => end >= from && start <= to)
    .sort((a, b) => a.start - b.start)
    .map((incident) => (incident.start < from - BEYOND ? { ...incident, begunBefore: true } : incident));
}
