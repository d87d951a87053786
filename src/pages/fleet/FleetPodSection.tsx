import { LoadingState, type PanelData } from '@grafana/data';
import {
  SceneObjectBase,
  sceneGraph,
  type SceneComponentProps,
  type SceneObjectRef,
  type SceneObjectState,
} from '@grafana/scenes';
import React from 'react';

import { distinctBy } from '../../domain/distinctBy';
import type { Incident } from '../../domain/incidents/types';
import type { NodeIdentity } from '../../domain/node/nodeIdentity';
import { readPodSearch, searchName } from '../../domain/pod/podSearch';
import { readPodHistory } from '../../frames/podHistoryFrame';
import { readIncidentData, type IncidentData } from '../incidents/incidentData';
import { incidentLink } from '../incidents/incidentLink';
import { nodeAt, PodAnswered } from '../incidents/pod/PodSection';
import type { PodFinder } from '../incidents/pod/PodFinder';
import { podState } from '../incidents/pod/podQuestion';
import { lookedAt } from '../shared/lookedAt';
import { NodesReview } from '../shared/NodesReview';
import { placeLink } from '../shared/placeLink';
import { Section } from '../shared/Section';

interface FleetPodState extends SceneObjectState {
  readonly finder: SceneObjectRef<PodFinder>;
  /** Of the incidents page. */
  readonly root: string;
  readonly review: NodesReview;
}

/** What became of a pod of the whole fleet: only the nodes on which it ran are reviewed. */
export class FleetPodSection extends SceneObjectBase<FleetPodState> {
  static Component = FleetPodRenderer;

  constructor(state: Omit<FleetPodState, 'review'>) {
    super({ ...state, review: new NodesReview() });
    this.addActivationHandler(() => {
      const { finder, review } = this.state;
      const { history } = finder.resolve().state;
      const stop = review.activate();
      let answered: PanelData | undefined;
      const look = () => {
        const { data } = history.state;
        if (data?.state === LoadingState.Done && data.series !== answered?.series) {
          answered = data;
          const { from, to } = data.timeRange;
          review.review(placesOf(data), { from: from.valueOf(), to: to.valueOf() });
        }
      };
      look();
      this._subs.add(history.subscribeToState(look));
      return stop;
    });
  }
}

/** Where its pods ran, each node once. */
function placesOf({ series }: PanelData): readonly NodeIdentity[] {
  const places = (readPodHistory(series)?.pods ?? []).flatMap(({ node, cluster }): NodeIdentity[] =>
    node === undefined ? [] : [{ node, ...(cluster && { cluster }) }]
  );
  return distinctBy(places, ({ cluster, node }) => JSON.stringify([cluster, node]));
}

/** Where no node is known there is nothing to review; that is said by the pod's own history. */
function foundOn({ asked, data }: NodesReview['state']): IncidentData {
  return asked?.length === 0 ? { loading: false, errors: [], incidents: [], findings: [] } : readIncidentData(data);
}

function FleetPodRenderer({ model }: SceneComponentProps<FleetPodSection>) {
  const { finder, root, review } = model.useState();
  const { pod, history } = finder.resolve().useState();
  const answered = history.useState().data;
  const reviewed = review.useState();
  const timeRange = sceneGraph.getTimeRange(model);
  const { value } = timeRange.useState();
  const search = pod === undefined ? undefined : readPodSearch(pod);
  if (search === undefined) {
    return null;
  }
  const looked = lookedAt(model);
  const { dataSource, timeZone } = looked;
  const isFailed = answered?.state === LoadingState.Error;
  const state = podState({
    search,
    from: value.from.valueOf(),
    to: value.to.valueOf(),
    found: isFailed ? { loading: false, errors: [], findings: [] } : foundOn(reviewed),
    history: answered,
    nodes: [],
  });
  const hrefOf = (incident: Incident) => incidentLink(incident, { root, dataSource, timeZone });
  return (
    <Section title={`What became of ${searchName(search)}`}>
      <PodAnswered
        state={state}
        timeZone={timeRange.getTimeZone()}
        hrefOf={hrefOf}
        nodeHref={nodeAt(looked)}
        elsewhereHref={(nodes) => placeLink('incidents', { ...looked, nodes, pod })}
      />
    </Section>
  );
}
