import { counted } from '../../domain/words/counted';
import type { Rises } from '../../domain/fleet/countRises';
import type { FleetNode } from '../../domain/fleet/fleetNode';
import type { NodeIncidents } from '../../domain/fleet/fleetReview';
import type { Headroom } from '../../domain/fleet/headroom';
import { innocenceOf } from '../../domain/fleet/innocence';
import { formatMemory } from '../../domain/quantity/formatBytes';
import type { Bytes } from '../../domain/units';

/** `1523 MiB left (25 %)`: how far from the line; without a line what is there. */
export function leftWords(headroom: Headroom | undefined, value: Bytes | undefined, how: string): string {
  if (headroom === undefined) {
    return value === undefined ? 'unknown' : `${formatMemory(value)} ${how}, its line is unknown`;
  }
  const { left, share, isAssumed } = headroom;
  const amount = formatMemory(Math.abs(left));
  const words = left < 0 ? `${amount} beyond the line` : `${amount} left (${Math.floor(share * 100)} %)`;
  return isAssumed ? `${words}, line assumed` : words;
}

/** What the pods ask for and may use, each against one line: `requests 83 %, limits 150 % of allocatable`. */
export function overcommitWords({
  requests,
  limits,
  requestsPending,
  lines: { allocatable, kubepodsLimit },
}: Pick<FleetNode, 'requests' | 'limits' | 'requestsPending' | 'lines'>): readonly string[] {
  if (requestsPending) {
    return ['reading requests and limits…'];
  }
  const against = (line: Bytes | undefined, name: string) =>
    `requests ${over(requests, line)}, limits ${over(limits, line)} of ${name}`;
  return [
    against(allocatable?.value, 'allocatable'),
    ...(kubepodsLimit ? [against(kubepodsLimit.value, 'the kubepods limit')] : []),
  ];
}

const over = (part: Bytes | undefined, whole: Bytes | undefined) =>
  part === undefined || !whole ? 'unknown' : `${Math.round((part / whole) * 100)} %`;

export const pressureWords = (pressure: boolean | undefined): string =>
  pressure === undefined ? 'pressure unknown' : pressure ? 'MemoryPressure' : 'no pressure';

export const topWords = (percent: number | undefined): string =>
  `kubectl top ${percent === undefined ? 'unknown' : `${percent} %`}`;

interface Happened {
  /** Of the link to the node's incidents. */
  readonly text: string;
  /** What the text is made of, or why it says no more. */
  readonly note?: string;
}

/** What happened on a node in the range: its incidents where they are known, else what was counted and why no more is said. */
export function happenedOn({ evictions, oomKills, requestsPending }: FleetNode, known: NodeIncidents): Happened {
  const counts = `${risesWords(evictions, 'eviction')}, ${risesWords(oomKills, 'OOM kill')}`;
  switch (known.state) {
    case 'none':
    case 'uncounted':
      return { text: counts };
    case 'not-asked':
      // The review begins when the page is whole.
      return { text: counts, ...(!requestsPending && { note: 'not reviewed' }) };
    case 'reviewing':
      return { text: counts, note: 'being reviewed…' };
    case 'failed':
      return { text: counts, note: 'could not be reviewed' };
    case 'reviewed': {
      const { incidents } = known;
      const innocent = incidents.filter((incident) => innocenceOf(incident) === 'innocent').length;
      const paid =
        innocent > 0
          ? `; ${innocent === 1 && incidents.length === 1 ? '' : `${innocent} `}paid for by innocent pods`
          : '';
      return {
        text: incidents.length === 0 ? 'no incident' : counted(incidents.length, 'incident'),
        note: `${counts}${paid}`,
      };
    }
  }
}

function risesWords(rises: Rises | undefined, what: string): string {
  if (rises === undefined) {
    return `${what}s unknown`;
  }
  const { count, atLeast } = rises;
  if (count === 0) {
    return atLeast ? `no known ${what}` : `no ${what}s`;
  }
  return `${atLeast ? 'at least ' : ''}${counted(count, what)}`;
}
