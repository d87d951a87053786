import type { Interval } from '../../domain/eventsObserved';
import { gapFindings, type Gap } from '../../domain/incidents/partialData';
import type { Incident } from '../../domain/incidents/types';
import type { Finding } from '../../domain/provenance';
import type { DurationMs } from '../../domain/units';
import { eventQueries } from '../events/eventQueries';
import { observeEvents } from '../events/evaluateEvents';
import { gapsIn } from '../gaps';
import type { PrometheusPort } from '../port';
import type { NodeScope } from '../scope';

import { evaluateIncidents, type Reviewed } from './evaluateIncidents';
import { incidentQueries } from './incidentQueries';

/** Before what happened: long enough to see who grew. After: until a status that comes late has come. */
const BEFORE: DurationMs = 600_000;
const AFTER: DurationMs = 240_000;
/** Finer than any scrape, so that a window is seen as it was recorded. */
const NARROW_STEP: DurationMs = 10_000;
/** The longest window of one request at that step: stays far below the 11,000 points that Prometheus allows. */
const LONGEST: DurationMs = 6 * 3_600_000;
/** How many points the scan over the whole range asks for at most. */
const SCAN_POINTS = 720;

export interface IncidentsOptions {
  readonly signal?: AbortSignal;
  /** Called after each request with the part that is done, 0 to 1. */
  readonly onProgress?: (done: number) => void;
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
  const { signal, onProgress } = options;
  const scan = scanScope(scope);
  const reply = await port({ queries: eventQueries(scan), from: scan.from, to: scan.to, step: scan.step }, signal);
  const { evictions, kills, ends, findings } = observeEvents(scan, reply);
  const windows = windowsAround([...evictions, ...kills, ...ends], scan.step);
  onProgress?.(1 / (windows.length + 1));
  const reviewed: Reviewed[] = [];
  const gaps: Gap[] = [...gapsIn(reply)];
  for (const [i, window] of windows.entries()) {
    const narrow = { ...scope, ...window, step: NARROW_STEP };
    const close = await port(
      { queries: incidentQueries(narrow), from: narrow.from, to: narrow.to, step: NARROW_STEP },
      signal
    );
    reviewed.push(evaluateIncidents(narrow, close));
    gaps.push(...gapsIn(close));
    onProgress?.((i + 2) / (windows.length + 1));
  }
  return {
    incidents: inRange(
      reviewed.flatMap(({ incidents }) => incidents),
      scope
    ),
    findings: [...gapFindings(gaps), ...uniqueFindings([...findings, ...reviewed.flatMap((one) => one.findings)])],
  };
}

/** The scan's step: the scrapes' where the range is short, coarser where it is long. */
function scanScope(scope: NodeScope): NodeScope {
  const step = Math.max(scope.scrapeInterval, Math.ceil((scope.to - scope.from) / SCAN_POINTS / 1000) * 1000);
  return { ...scope, step };
}

/** Stretches around what happened, joined where they overlap. */
export function windowsAround(
  hits: readonly Interval[],
  step: DurationMs
): Array<{ readonly from: number; readonly to: number }> {
  const around = hits
    .map(({ earliest, latest }) => ({ from: earliest - BEFORE - step, to: latest + AFTER + step }))
    .sort((a, b) => a.from - b.from);
  return around
    .reduce<Array<{ from: number; to: number }>>((windows, next) => {
      const last = windows[windows.length - 1];
      const joins = last && next.from <= last.to && Math.max(last.to, next.to) - last.from <= LONGEST;
      return joins
        ? [...windows.slice(0, -1), { from: last.from, to: Math.max(last.to, next.to) }]
        : [...windows, next];
    }, [])
    .map(({ from, to }) => ({ from: toSecond(from), to: toSecond(to) }));
}

function toSecond(time: number): number {
  return Math.floor(time / 1000) * 1000;
}

function inRange(incidents: readonly Incident[], { from, to }: NodeScope): Incident[] {
  const unique = new Map(incidents.map((incident) => [incident.id, incident]));
  return [...unique.values()].filter(({ start, end }) => end >= from && start <= to).sort((a, b) => a.start - b.start);
}

function uniqueFindings(findings: readonly Finding[]): Finding[] {
  return [...new Map(findings.map((finding) => [finding.code, finding])).values()];
}
