import { SceneObjectBase, type SceneObjectState } from '@grafana/scenes';

import { NodesReview } from '../../shared/NodesReview';

import { followFleet, REVIEWED_AT_ONCE } from './followFleet';

export interface FollowerState extends SceneObjectState {
  readonly review: NodesReview;
  /** All nodes on which something was counted are reviewed, not only those with the most. */
  readonly reviewsAll: boolean;
}

/** A part of a page over a fleet's data that has the nodes reviewed on which something was counted. */
export class FleetFollower<State extends FollowerState> extends SceneObjectBase<State> {
  private look: (() => void) | undefined;

  constructor(state: State) {
    super(state);
    this.addActivationHandler(() => {
      const { review } = this.state;
      const stop = review.activate();
      const following = followFleet(this, review, () => (this.state.reviewsAll ? Infinity : REVIEWED_AT_ONCE));
      this.look = following.look;
      return () => {
        following.stop();
        stop();
      };
    });
  }

  readonly onReviewAll = () => {
    const all: Partial<FollowerState> = { reviewsAll: true };
    this.setState(all as Partial<State>);
    this.look?.();
  };
}

/** To begin with. */
export const following = (): FollowerState => ({ review: new NodesReview(), reviewsAll: false });
