import { distinctBy } from '../distinctBy';
import type { EpochMs } from '../units';

import { isAboutMemory } from './aboutMemory';
import { beside, besideRule, CONFIDENCES } from './confidenceTable';
import { distinctEvidence } from './distinctEvidence';
import { CRASH_LOOP, EVICTIONS } from './matters';
import { incidentHeadline, victimLines } from './tellStory';
import type { Incident, StoryLine, Victim } from './types';

/** What a piece answers for: after the one, up to and with the other. */
export interface OwnStretch {
  readonly after: EpochMs;
  readonly until: EpochMs;
}

/** What was found in one piece of a row that was too long to be read at once. */
export interface Piece {
  /** Absent where nothing was cut. */
  readonly own?: OwnStretch;
  readonly incidents: readonly Incident[];
}

/** The incidents of all pieces, oldest piece first, as if none had been cut: each end once, and each matter in one. */
export function joinPieces(pieces: readonly Piece[]): Incident[] {
  const joined: Incident[] = [];
  let open: { readonly until: EpochMs; readonly from: number } | undefined;
  for (const { own, incidents } of pieces) {
    const isNext = own && open && own.after === open.until;
    const from = isNext && open ? open.from : joined.length;
    for (const incident of own ? incidents.flatMap((one) => within(one, own) ?? []) : incidents) {
      const before = isNext ? joined.findIndex((one, i) => i >= from && isSame(one, incident)) : -1;
      before < 0 ? joined.push(incident) : joined.splice(before, 1, join(joined[before] as Incident, incident));
    }
    open = own && { until: own.until, from };
  }
  return joined;
}

/** As far as it lies in the stretch. */
function within(incident: Incident, { after, until }: OwnStretch): Incident | undefined {
  const isOwn = ({ latest }: { readonly latest: EpochMs }) => latest > after && latest <= until;
  const victims = incident.victims.filter(isOwn);
  if (victims.length === incident.victims.length) {
    return victims.length > 0 || isOwn({ latest: incident.end }) ? incident : undefined;
  }
  const [first] = victims;
  return first && retold({ ...incident, events: incident.events.filter(isOwn) }, victims);
}

function isSame(before: Incident, later: Incident): boolean {
  const window = subjectOf(later) === undefined ? EVICTIONS : CRASH_LOOP;
  const key = (one: Incident) => `${one.verdict}|${one.signal ?? ''}|${subjectOf(one) ?? ''}`;
  return key(before) === key(later) && later.start <= before.end + window;
}

/** The one container that it is about, and how that ended, where its verdict is about one. */
function subjectOf({ verdict, victims: [first] }: Incident): string | undefined {
  if (first?.pod === undefined || OF_MANY.includes(verdict)) {
    return undefined;
  }
  const { namespace, pod, container, fate, exitCode, reason } = first;
  return [namespace, pod, container, fate === 'terminated' ? (exitCode ?? reason) : ''].join('/');
}

const OF_MANY: ReadonlyArray<Incident['verdict']> = [
  'oom2-allocatable-evicted',
  'oom3-node-evicted',
  'oom4-kubepods-limit',
  'node-exhausted',
  'parent-limit',
  'evicted-other',
  'node-restarted',
  'kubelet-restarted',
];

function join(first: Incident, later: Incident): Incident {
  const bySure = (a: Incident, b: Incident) => CONFIDENCES.indexOf(b.confidence) - CONFIDENCES.indexOf(a.confidence);
  const [leading = first, other = first] = [first, later].sort(bySure);
  const confidence = beside(leading.confidence, other.confidence);
  const own = untold(later).filter(({ at, text }) => at > first.end && first.story.every((one) => one.text !== text));
  return retold(
    {
      ...first,
      confidence,
      confidenceRule:
        confidence === leading.confidence
          ? leading.confidenceRule
          : besideRule(leading.confidenceRule, other.confidence),
      story: [...first.story, ...own],
      evidence: distinctEvidence([...first.evidence, ...later.evidence]),
      missing: distinctBy([...first.missing, ...later.missing], ({ what }) => what),
      events: distinctBy([...first.events, ...later.events], (event) => JSON.stringify(event)),
      ...(later.inPart && { inPart: true }),
    },
    [...first.victims, ...later.victims]
  );
}

/** With other victims, and told of them. */
function retold(incident: Incident, victims: readonly Victim[]): Incident {
  const { verdict, signal, evidence, culprit, growths } = incident;
  const blame = { culprit, growths };
  const times = victims.flatMap(({ earliest, latest }) => [earliest, latest]);
  return {
    ...incident,
    start: Math.min(...times),
    end: Math.max(...times),
    victims,
    memory: isAboutMemory({ verdict, signal, victims }),
    // What a restart left behind is not known here.
    ...(verdict !== 'node-restarted' && {
      headline: incidentHeadline({ file: { verdict, signal, evidence, ends: [] }, blame, victims }),
    }),
    story: [...untold(incident), ...victimLines({ victims, blame })].sort((a, b) => a.at - b.at),
  };
}

/** Its story without the lines about its victims. */
function untold({ story, victims, culprit, growths }: Incident): StoryLine[] {
  const told = new Set(victimLines({ victims, blame: { culprit, growths } }).map(({ at, text }) => `${at} ${text}`));
  return story.filter(({ at, text }) => !told.has(`${at} ${text}`));
}
