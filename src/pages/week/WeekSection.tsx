import { LoadingState } from '@grafana/data';
import { sceneGraph, type SceneComponentProps } from '@grafana/scenes';
import { LoadingPlaceholder } from '@grafana/ui';
import React, { useMemo } from 'react';

import type { FleetNode } from '../../domain/fleet/fleetNode';
import { candidatesOf, isUncounted, nodeKey, type FleetReview } from '../../domain/fleet/fleetReview';
import { tallyIncidents } from '../../domain/incidents/tally';
import { tallyHeadline } from '../../domain/incidents/tallyWords';
import type { Incident } from '../../domain/incidents/types';
import { counted } from '../../domain/words/counted';
import { readFleet } from '../../frames/fleetFrame';
import { readNoNode } from '../../frames/noNodeFrame';
import { FleetFollower, following, type FollowerState } from '../fleet/review/FleetFollower';
import { readReview } from '../fleet/review/readReview';
import { ReviewOthers } from '../fleet/review/ReviewOthers';
import { FindingList } from '../shared/FindingList';
import { incidentLink } from '../incidents/incidentLink';
import { lookedAt } from '../shared/lookedAt';
import { NoNode } from '../shared/NoNode';
import { Section } from '../shared/Section';
import { spanOf } from '../shared/spanOf';
import { QueryErrors } from '../shared/QueryErrors';
import { errorTexts } from '../shared/queryState';

import { TallyTables } from './TallyTables';

type WeekSectionState = FollowerState & {
  /** Of the incidents page. */
  readonly root: string;
};

/** The incidents of all nodes counted up. */
export class WeekSection extends FleetFollower<WeekSectionState> {
  static Component = WeekRenderer;

  constructor({ root }: Pick<WeekSectionState, 'root'>) {
    super({ root, ...following() });
  }
}

function WeekRenderer({ model }: SceneComponentProps<WeekSection>) {
  const { root, reviewsAll } = model.useState();
  const { data } = sceneGraph.getData(model).useState();
  const timeRange = sceneGraph.getTimeRange(model);
  const span = spanOf(timeRange.useState());
  const reviewed = model.state.review.useState();
  const review = useMemo(() => readReview(reviewed), [reviewed]);
  const fleet = readFleet(data?.series ?? []);
  const noNode = readNoNode(data?.series ?? []);
  const errors = errorTexts(data);
  const nodes = fleet?.nodes ?? [];
  const isReviewing = review?.review.state === 'reviewing';
  const isLooking = (fleet === undefined && errors.length === 0) || isReviewing || data?.state === LoadingState.Loading;
  const tally = useMemo(() => tallyIncidents(review?.review.incidents ?? []), [review]);
  const told = { span, isWhole: errors.length === 0 && isWhole(nodes, review?.review) };
  const { dataSource, timeZone } = lookedAt(model);
  const hrefOf = (incident: Incident) => incidentLink(incident, { root, dataSource, timeZone });
  const isAnswered = nodes.length > 0 && !isReviewing;
  return (
    <Section title={isAnswered ? tallyHeadline(tally, told) : 'Incidents of all nodes'}>
      <QueryErrors errors={errors} title="The nodes could not be read" />
      {isLooking && <LoadingPlaceholder text={lookingWords(review?.review)} />}
      {!isLooking && noNode && <NoNode model={model} noNode={noNode} />}
      {nodes.length > 0 && <Counted nodes={nodes} />}
      <ReviewOthers nodes={nodes} reviewsAll={reviewsAll} onReviewAll={model.onReviewAll} />
      {isAnswered && <TallyTables tally={tally} told={told} hrefOf={hrefOf} timeZone={timeRange.getTimeZone()} />}
      {fleet && (
        <FindingList
          findings={[...fleet.findings.filter(({ severity }) => severity !== 'info'), ...(review?.findings ?? [])]}
        />
      )}
    </Section>
  );
}

/** Every node was counted, and every one with something on it reviewed to the end. */
function isWhole(nodes: readonly FleetNode[], review: FleetReview | undefined): boolean {
  const isReviewed = ({ identity }: FleetNode) =>
    review !== undefined && review.asked.has(nodeKey(identity)) && !review.failed.has(nodeKey(identity));
  return !nodes.some(isUncounted) && candidatesOf(nodes).every(isReviewed);
}

const lookingWords = (review: FleetReview | undefined): string =>
  review === undefined
    ? 'Counting evictions and OOM kills on all nodes…'
    : `Reviewing ${counted(review.asked.size, 'node')} with evictions or OOM kills…`;

/** On how many nodes something happened, and on how many nobody can tell. */
function Counted({ nodes }: { readonly nodes: readonly FleetNode[] }) {
  const uncounted = nodes.filter(isUncounted).length;
  const found = `Evictions by memory or OOM kills were counted on ${candidatesOf(nodes).length} of ${counted(nodes.length, 'node')}`;
  return <p>{`${found}${uncounted > 0 ? `; on ${uncounted} not all of that is counted` : ''}.`}</p>;
}
