import { LoadingState, type PanelData } from '@grafana/data';
import { sceneGraph, type SceneObject } from '@grafana/scenes';

import { candidatesOf } from '../../../domain/fleet/fleetReview';
import type { FleetNode } from '../../../domain/fleet/fleetNode';
import { readFleet } from '../../../frames/fleetFrame';
import type { NodesReview } from '../../shared/NodesReview';

/** So many nodes are reviewed without being asked to: a review is some dozen queries a node. */
export const REVIEWED_AT_ONCE = 20;

/**
 * Has the nodes of a scene's fleet reviewed on which something was counted, those with the most first, and again only when the
 * counts have changed. `mostOf` tells how many.
 */
export function followFleet(
  scene: SceneObject,
  review: NodesReview,
  mostOf: () => number
): { readonly look: () => void; readonly stop: () => void } {
  const provider = sceneGraph.getData(scene);
  let last = '';
  const look = () => {
    const { data } = provider.state;
    const fleet = data && readFleet(data.series);
    if (data === undefined || fleet === undefined || !isWhole(data)) {
      return;
    }
    const candidates = candidatesOf(fleet.nodes).slice(0, mostOf());
    const { from, to } = { from: data.timeRange.from.valueOf(), to: data.timeRange.to.valueOf() };
    const counted = JSON.stringify([
      Math.round((to - from) / 1000),
      isMoving(data.timeRange.raw.to) ? '' : to,
      candidates.map(countsOf),
    ]);
    if (counted !== last) {
      last = counted;
      review.review(
        candidates.map(({ identity }) => identity),
        { from, to }
      );
    }
  };
  look();
  const following = provider.subscribeToState(look);
  return { look, stop: () => following.unsubscribe() };
}

/**
 * Not before the page is whole: a review of twenty nodes would keep it waiting several times as long as it takes by itself, and what
 * was shown before stands in the data until the next has come.
 */
const isWhole = ({ state }: PanelData): boolean => state === LoadingState.Done;

const isMoving = (to: unknown): boolean => typeof to === 'string' && to.includes('now');

const countsOf = ({ identity, evictions, oomKills }: FleetNode) => [
  identity.cluster,
  identity.node,
  evictions?.count,
  oomKills?.count,
];
