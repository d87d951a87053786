import { LoadingState } from '@grafana/data';
import {
  SceneObjectBase,
  SceneObjectUrlSyncConfig,
  sceneGraph,
  type SceneComponentProps,
  type SceneObjectState,
  type SceneObjectUrlValues,
} from '@grafana/scenes';
import { Alert, LoadingPlaceholder } from '@grafana/ui';
import React from 'react';

import { fleetHeadline } from '../../domain/fleet/fleetHeadline';
import type { FleetNode } from '../../domain/fleet/fleetNode';
import { ORDER_WORDS } from '../../domain/fleet/risk';
import { readFleet } from '../../frames/fleetFrame';
import { readNoNode } from '../../frames/noNodeFrame';
import { FindingList } from '../incidents/FindingList';
import { lookedAt } from '../shared/lookedAt';
import { NoNode } from '../shared/NoNode';
import { Section } from '../shared/Section';

import { filterFleet, groupsIn, type FleetFilter } from './filterFleet';
import { FleetFilters } from './FleetFilters';
import { FleetList } from './FleetList';

type FleetSectionState = SceneObjectState & FleetFilter;

const KEYS = ['search', 'cluster', 'pool', 'zone'] as const;

/** The headline, and every node in order of risk. What is searched for lives in the URL. */
export class FleetSection extends SceneObjectBase<FleetSectionState> {
  static Component = FleetRenderer;
  protected override _urlSync = new SceneObjectUrlSyncConfig(this, { keys: [...KEYS] });

  getUrlState(): SceneObjectUrlValues {
    return Object.fromEntries(KEYS.map((key) => [key, this.state[key]]));
  }

  updateFromUrl(values: SceneObjectUrlValues): void {
    const textOf = (value: SceneObjectUrlValues[string]) =>
      typeof value === 'string' && value !== '' ? value : undefined;
    this.setState(Object.fromEntries(KEYS.map((key) => [key, textOf(values[key])])));
  }

  readonly onFilter = (filter: FleetFilter) => this.setState(filter);
}

function FleetRenderer({ model }: SceneComponentProps<FleetSection>) {
  const filter = model.useState();
  const { data } = sceneGraph.getData(model).useState();
  sceneGraph.getTimeRange(model).useState();
  const series = data?.series ?? [];
  const fleet = readFleet(series);
  const noNode = readNoNode(series);
  const errors = [
    ...new Set((data?.errors ?? []).map(({ message }) => message ?? 'The query failed without a reason.')),
  ];
  const loading = !data || data.state === LoadingState.Loading || data.state === LoadingState.NotStarted;
  return (
    <Section title={fleet && fleet.nodes.length > 0 ? fleetHeadline(fleet.nodes) : 'Nodes in this time range'}>
      {errors.map((error) => (
        <Alert key={error} severity="error" title="The nodes could not be read">
          {error}
        </Alert>
      ))}
      {loading && !fleet && <LoadingPlaceholder text="Reading all nodes…" />}
      {!loading && noNode && <NoNode model={model} noNode={noNode} />}
      {fleet && fleet.nodes.length > 0 && <Nodes model={model} nodes={fleet.nodes} filter={filter} />}
      {fleet && <FindingList findings={fleet.findings} />}
    </Section>
  );
}

interface NodesProps {
  readonly model: FleetSection;
  readonly nodes: readonly FleetNode[];
  readonly filter: FleetFilter;
}

function Nodes({ model, nodes, filter }: NodesProps) {
  const shown = filterFleet(nodes, filter);
  const looked = lookedAt(model);
  return (
    <>
      <FleetFilters filter={filter} groups={groupsIn(nodes)} looked={looked} onFilter={model.onFilter} />
      {shown.length === 0 && <p>No node is called so. Is it a pod? Look for it under “Find a pod”.</p>}
      <FleetList nodes={shown} looked={looked} />
      {nodes.length > 1 && <p>{`${shown.length} of ${nodes.length} nodes. ${ORDER_WORDS}`}</p>}
    </>
  );
}
