import { fleetHeadline } from '../../domain/fleet/fleetHeadline';
import type { FleetNode } from '../../domain/fleet/fleetNode';
import { nodeKey, type FleetReview } from '../../domain/fleet/fleetReview';
import { groupFleet, type Grouping } from '../../domain/fleet/groupFleet';

import { GROUPING_WORDS } from './groupingWords';

/** One line of the list: a node, or the header of a section with its own headline. */
export type FleetItem =
  | { readonly key: string; readonly node: FleetNode }
  | {
      readonly key: string;
      /** Of the section, for folding. */
      readonly group: string;
      readonly title: string;
      readonly headline: string;
      readonly isFolded: boolean;
    };

interface Listing {
  readonly by: Grouping | undefined;
  readonly folded: ReadonlySet<string>;
  readonly review: FleetReview | undefined;
  readonly span: string;
}

/** The nodes in their order, in sections where asked for; a folded section is its header alone. */
export function fleetItems(nodes: readonly FleetNode[], { by, folded, review, span }: Listing): readonly FleetItem[] {
  if (by === undefined) {
    return nodes.map(itemOf);
  }
  return groupFleet(nodes, by).flatMap(({ name, nodes: own }): readonly FleetItem[] => {
    const group = JSON.stringify([by, name ?? null]);
    const isFolded = folded.has(group);
    const header: FleetItem = {
      key: group,
      group,
      title: name ?? GROUPING_WORDS[by].unknown,
      headline: fleetHeadline(own, { span, ...(review && { review }) }),
      isFolded,
    };
    return [header, ...(isFolded ? [] : own.map(itemOf))];
  });
}

const itemOf = (node: FleetNode): FleetItem => ({ key: nodeKey(node.identity), node });
