import type { PanelData } from '@grafana/data';
import { SceneObjectBase, type SceneObjectState } from '@grafana/scenes';
import type { Unsubscribable } from 'rxjs';

import type { IncidentsQuery } from '../../datasource/query';
import type { NodeIdentity } from '../../domain/node/nodeIdentity';
import type { EpochMs } from '../../domain/units';
import { runner } from './buildScene';
import { FixedTimeRange } from './FixedTimeRange';

interface NodesReviewState extends SceneObjectState {
  /** Undefined until somebody asks. */
  readonly asked?: readonly NodeIdentity[];
  /** Undefined until something came. */
  readonly data?: PanelData;
}

interface Range {
  readonly from: EpochMs;
  readonly to: EpochMs;
}

/** The incidents of some nodes, asked for once it is known which: a refresh of the page does not read the past again. */
export class NodesReview extends SceneObjectBase<NodesReviewState> {
  private following: Unsubscribable | undefined;

  constructor(state: NodesReviewState = {}) {
    super(state);
    this.addActivationHandler(() => () => this.forget());
  }

  review(nodes: readonly NodeIdentity[], range: Range): void {
    this.forget();
    const names = [...new Set(nodes.map(({ node }) => node))];
    const query: IncidentsQuery = { refId: 'I', kind: 'incidents', nodes: names };
    // With a range of its own, which no picker moves.
    const review = runner(query, FixedTimeRange.of(range));
    this.following = review.subscribeToState(({ data }) => this.setState({ data }));
    this.setState({ asked: nodes, ...(names.length > 0 && { $data: review }) });
  }

  private forget(): void {
    this.following?.unsubscribe();
    this.setState({ asked: undefined, data: undefined, $data: undefined });
  }
}
