import {
  SceneObjectUrlSyncConfig,
  sceneGraph,
  type SceneComponentProps,
  type SceneObjectUrlValues,
} from '@grafana/scenes';
import { LoadingPlaceholder } from '@grafana/ui';
import React, { useMemo, useState } from 'react';

import { fleetHeadline } from '../../domain/fleet/fleetHeadline';
import type { FleetNode } from '../../domain/fleet/fleetNode';
import { GROUPINGS, groupOf } from '../../domain/fleet/groupFleet';
import { readFleet } from '../../frames/fleetFrame';
import { readNoNode } from '../../frames/noNodeFrame';
import { FindingList } from '../shared/FindingList';
import { lookedAt } from '../shared/lookedAt';
import { NoNode } from '../shared/NoNode';
import { Section } from '../shared/Section';
import { spanOf } from '../shared/spanOf';
import { QueryErrors } from '../shared/QueryErrors';
import { errorTexts, isLoading } from '../shared/queryState';

import { filterFleet, groupsIn } from './filterFleet';
import { FleetFilters, type FleetView } from './FleetFilters';
import { fleetItems } from './fleetItems';
import { FleetLegend } from './FleetLegend';
import { FleetList } from './FleetList';
import { GROUPING_WORDS } from './groupingWords';
import { FleetFollower, following, type FollowerState } from './review/FleetFollower';
import { readReview } from './review/readReview';
import { ReviewOthers } from './review/ReviewOthers';

type FleetSectionState = FollowerState & FleetView;

const KEYS = ['search', 'cluster', 'pool', 'zone', 'group'] as const;

/** The headline, and every node in order of risk. What is searched for lives in the URL. */
export class FleetSection extends FleetFollower<FleetSectionState> {
  static Component = FleetRenderer;
  protected override _urlSync = new SceneObjectUrlSyncConfig(this, { keys: [...KEYS] });

  constructor(view: FleetView = {}) {
    super({ ...view, ...following() });
  }

  getUrlState(): SceneObjectUrlValues {
    return Object.fromEntries(KEYS.map((key) => [key, this.state[key]]));
  }

  updateFromUrl(values: SceneObjectUrlValues): void {
    const textOf = (value: SceneObjectUrlValues[string]) =>
      typeof value === 'string' && value !== '' ? value : undefined;
    const { group, ...texts } = Object.fromEntries(KEYS.map((key) => [key, textOf(values[key])]));
    this.setState({ ...texts, group: GROUPINGS.find((by) => by === group) });
  }

  readonly onView = (view: FleetView) => this.setState(view);
}

function FleetRenderer({ model }: SceneComponentProps<FleetSection>) {
  const { data } = sceneGraph.getData(model).useState();
  const timeRange = sceneGraph.getTimeRange(model).useState();
  const reviewed = model.state.review.useState();
  const review = useMemo(() => readReview(reviewed), [reviewed]);
  const series = data?.series ?? [];
  const fleet = readFleet(series);
  const noNode = readNoNode(series);
  const loading = isLoading(data);
  const told = { span: spanOf(timeRange), ...(review && { review: review.review }) };
  const hasNodes = fleet !== undefined && fleet.nodes.length > 0;
  return (
    <Section title={hasNodes ? fleetHeadline(fleet.nodes, told) : 'Nodes in this time range'}>
      <QueryErrors
        errors={errorTexts(data)}
        title={hasNodes ? 'Some of the data is missing' : 'The nodes could not be read'}
      />
      {loading && !fleet && <LoadingPlaceholder text="Reading all nodes…" />}
      {!loading && noNode && <NoNode model={model} noNode={noNode} />}
      {hasNodes && <Nodes model={model} nodes={fleet.nodes} told={told} />}
      {fleet && <FindingList findings={[...fleet.findings, ...(review?.findings ?? [])]} />}
    </Section>
  );
}

interface NodesProps {
  readonly model: FleetSection;
  readonly nodes: readonly FleetNode[];
  readonly told: NonNullable<Parameters<typeof fleetHeadline>[1]> & { readonly span: string };
}

function Nodes({ model, nodes, told: { review, span } }: NodesProps) {
  const { group, reviewsAll, ...view } = model.useState();
  const { search, cluster, pool, zone } = view;
  const [folded, setFolded] = useState<ReadonlySet<string>>(new Set());
  const timeRange = sceneGraph.getTimeRange(model).useState();
  // eslint-disable-next-line react-hooks/exhaustive-deps -- where is looked at changes with the range
  const looked = useMemo(() => lookedAt(model), [model, timeRange]);
  const shown = filterFleet(nodes, { search, cluster, pool, zone });
  const isTold = group === undefined || nodes.some((node) => groupOf(node, group) !== undefined);
  return (
    <>
      <FleetFilters view={{ group, search, cluster, pool, zone }} choices={groupsIn(nodes)} onView={model.onView} />
      <ReviewOthers nodes={nodes} reviewsAll={reviewsAll} onReviewAll={model.onReviewAll} />
      {!isTold && <p>{GROUPING_WORDS[group].remedy}</p>}
      {shown.length === 0 && <p>No node is called so. Is it a pod? Ask above why it died.</p>}
      <FleetList
        items={fleetItems(shown, { by: isTold ? group : undefined, folded, review, span })}
        review={review}
        looked={looked}
        onFold={(section) => setFolded(toggled(folded, section))}
      />
      <FleetLegend shown={shown.length} all={nodes.length} />
    </>
  );
}

function toggled(folded: ReadonlySet<string>, group: string): ReadonlySet<string> {
  const next = new Set(folded);
  if (!next.delete(group)) {
    next.add(group);
  }
  return next;
}
