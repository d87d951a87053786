import { counted } from '../words/counted';
import { formatMemory } from '../quantity/formatBytes';

import type { FleetNode } from './fleetNode';
import type { FleetReview } from './fleetReview';
import { happenedWords } from './happenedWords';
import { nearerHeadroom, type Headroom } from './headroom';
import { CLOSE, riskOf } from './risk';

interface Told {
  readonly review?: FleetReview;
  /** `since yesterday` */
  readonly span?: string;
}

/** The whole fleet in plain words: who is close now, and what happened in the range; of a single node how far it is. */
export function fleetHeadline(nodes: readonly FleetNode[], { review, span = 'in this time range' }: Told = {}): string {
  const [only, ...others] = nodes;
  const standing = only !== undefined && others.length === 0 ? oneNode(only) : standingOf(nodes);
  return `${[...standing, happenedWords(nodes, { span, ...(review && { review }) })].join('; ')}.`;
}

function oneNode(node: FleetNode): readonly string[] {
  const { node: name } = node.identity;
  if (node.goneSince !== undefined) {
    return [`${name} no longer reports`];
  }
  const headroom = nearerHeadroom(node);
  return [
    headroom === undefined ? `How far ${name} is from evicting is unknown` : distance(name, headroom),
    ...(node.pressure ? ['it reports MemoryPressure'] : []),
  ];
}

function distance(name: string, { of, left, share }: Headroom): string {
  const amount = formatMemory(Math.abs(left));
  if (left < 0) {
    return `${name} is beyond the line at which the kubelet evicts${of === 'pods' ? ', its pods' : ''} by ${amount}`;
  }
  const until = of === 'pods' ? 'more and its pods are evicted' : 'are left above eviction-hard';
  return `${name} is ${percent(share)} from evicting: ${amount} ${until}`;
}

function standingOf(nodes: readonly FleetNode[]): readonly string[] {
  const gone = nodes.filter(({ goneSince }) => goneSince !== undefined).length;
  const present = nodes.filter(({ goneSince }) => goneSince === undefined);
  const headrooms = present.map(nearerHeadroom);
  const close = headrooms.filter((headroom) => headroom !== undefined && headroom.share < CLOSE).length;
  const beyond = headrooms.filter((headroom) => headroom !== undefined && headroom.left < 0).length;
  const unknown = headrooms.filter((headroom) => headroom === undefined).length;
  const pressed = present.filter(({ pressure }) => pressure).length;
  const soon = present.filter((node) => riskOf(node) === 'soon').length;
  return [
    closeWords(close, present.length, unknown),
    ...(beyond > 0 ? [`${beyond} of them ${beyond === 1 ? 'is' : 'are'} beyond the line now`] : []),
    ...(pressed > 0 ? [`${counted(pressed, 'node reports', 'nodes report')} MemoryPressure`] : []),
    ...(soon > 0
      ? [`${counted(soon, 'more node reaches', 'more nodes reach')} a line within the hour if it goes on`]
      : []),
    ...(unknown > 0 && unknown < present.length ? [`of ${unknown} that is unknown`] : []),
    ...(gone > 0 ? [`${counted(gone, 'node no longer reports', 'nodes no longer report')}`] : []),
  ];
}

function closeWords(close: number, all: number, unknown: number): string {
  if (all === 0) {
    return 'No node reports at the end of this time range';
  }
  const nodes = counted(all, 'node');
  if (unknown === all) {
    return `How far ${all === 1 ? 'the node is' : `the ${nodes} are`} from evicting is unknown`;
  }
  const least = `less than ${percent(CLOSE)} from evicting`;
  return close === 0 ? `None of ${nodes} is ${least}` : `${close} of ${nodes} ${close === 1 ? 'is' : 'are'} ${least}`;
}

/** Whole, and never rounded up to more than there is: 9.7 % is less than 10 %. */
const percent = (share: number): string => `${Math.floor(share * 100)} %`;
