import { counted } from '../words/counted';
import type { Incident } from '../incidents/types';

import type { Rises } from './countRises';
import type { FleetNode } from './fleetNode';
import { candidatesOf, isUncounted, nodeKey, type FleetReview } from './fleetReview';
import { innocenceOf } from './innocence';

interface Told {
  readonly review?: FleetReview;
  /** `since yesterday`, `in this time range` */
  readonly span: string;
}

/**
 * What happened on the nodes in the range: their incidents where all that was counted is reviewed, else what was counted. Zero is
 * said only of what was counted.
 */
export function happenedWords(nodes: readonly FleetNode[], { review, span }: Told): string {
  const candidates = candidatesOf(nodes).map(({ identity }) => nodeKey(identity));
  const reviewed = candidates.filter((key) => review?.asked.has(key) && !review.failed.has(key));
  if (review === undefined || reviewed.length === 0) {
    return countedWords(nodes, span);
  }
  if (review.state === 'reviewing') {
    return `${countedWords(nodes, span)}, being reviewed`;
  }
  const own = new Set(nodes.map(({ identity }) => nodeKey(identity)));
  const incidents = review.incidents.filter((incident) => own.has(nodeKey(incident)));
  const isWhole = reviewed.length === candidates.length && !nodes.some(isUncounted);
  const words = incidentsWords(incidents, { span, isWhole });
  const open = candidates.length - reviewed.length;
  return open === 0 ? words : `${words}; ${counted(open, 'node')} with something on it not reviewed`;
}

function incidentsWords(incidents: readonly Incident[], { span, isWhole }: { span: string; isWhole: boolean }): string {
  if (incidents.length === 0) {
    return `${isWhole ? 'no' : 'no known'} incident ${span}`;
  }
  const all = `${isWhole ? '' : 'at least '}${counted(incidents.length, 'incident')} ${span}`;
  return [all, ...paidWords(incidents)].join(', ');
}

/** Who grew is not always known; then nor is whether the victims were innocent. */
function paidWords(incidents: readonly Incident[]): readonly string[] {
  const count = (wanted: ReturnType<typeof innocenceOf>) =>
    incidents.filter((incident) => innocenceOf(incident) === wanted).length;
  const [innocent, unknown] = [count('innocent'), count('unknown')];
  if (unknown === incidents.length) {
    return [`who caused ${incidents.length === 1 ? 'it' : 'them'} is unknown`];
  }
  const whose = incidents.length === 1 ? '' : `${innocent === 0 ? 'none' : innocent} of them `;
  const not = incidents.length === 1 && innocent === 0 ? 'not ' : '';
  return [`${whose}${not}paid for by innocent pods`, ...(unknown > 0 ? [`of ${unknown} the cause is unknown`] : [])];
}

function countedWords(nodes: readonly FleetNode[], span: string): string {
  const evictions = summed(nodes, ({ evictions: found }) => found);
  const kills = summed(nodes, ({ oomKills: found }) => found);
  const known = [
    ...(evictions ? [countWords(evictions, 'eviction')] : []),
    ...(kills ? [countWords(kills, 'OOM kill')] : []),
  ];
  const unknown = [...(evictions ? [] : ['evictions']), ...(kills ? [] : ['OOM kills'])];
  return [
    ...(known.length > 0 ? [`${known.join(' and ')} ${span}`] : []),
    ...(unknown.length > 0 ? [`how many ${unknown.join(' and ')} there were is unknown`] : []),
  ].join(', ');
}

function countWords({ count, atLeast }: Rises, what: string): string {
  if (atLeast && count === 0) {
    return `no known ${what}`;
  }
  return `${atLeast ? 'at least ' : ''}${count === 0 ? 'no' : count} ${what}${count === 1 ? '' : 's'}`;
}

/** Undefined where no node's count is known; at least where some are not. */
function summed(nodes: readonly FleetNode[], of: (node: FleetNode) => Rises | undefined): Rises | undefined {
  const found = nodes.map(of);
  const counts = found.filter((rises) => rises !== undefined);
  return counts.length === 0
    ? undefined
    : {
        count: counts.reduce((sum, { count }) => sum + count, 0),
        atLeast: counts.length < found.length || counts.some(({ atLeast }) => atLeast),
      };
}
