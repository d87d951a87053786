import { SceneObjectBase, sceneGraph, type SceneComponentProps } from '@grafana/scenes';
import React from 'react';

import { formatMiB } from '../../domain/quantity/formatBytes';
import { hasValues } from '../../domain/node/hasValues';
import { DataTable, type DataColumn } from '../shared/DataTable';
import { Section } from '../shared/Section';

import { budgetRows, usageRows, type BudgetRow } from './budgetRows';
import { DataState } from './DataState';
import { exactBytes } from './exactBytes';
import { readNodeData } from './nodeData';

/** The node's memory budget: each value with where it came from and how the kubelet gets it. */
export class BudgetSection extends SceneObjectBase {
  static Component = BudgetRenderer;
}

function BudgetRenderer({ model }: SceneComponentProps<BudgetSection>) {
  const { data } = sceneGraph.getData(model).useState();
  const node = readNodeData(data);
  return (
    <Section title="Memory budget">
      <DataState node={node} />
      {node.view && hasValues(node.view.memory) && (
        <DataTable
          caption="Memory budget"
          columns={COLUMNS}
          rows={[...budgetRows(node.view.memory), ...usageRows(node.view.memory)]}
          rowKey={({ name }) => name}
        />
      )}
    </Section>
  );
}

const COLUMNS: ReadonlyArray<DataColumn<BudgetRow>> = [
  { header: 'What', cell: ({ name }) => name },
  { header: 'Value', align: 'right', cell: ({ value }) => (value === undefined ? 'unknown' : formatMiB(value)) },
  { header: 'Exact', align: 'right', cell: ({ value }) => (value === undefined ? '' : exactBytes(value)) },
  { header: 'Provenance', cell: ({ provenance }) => provenance ?? '' },
  { header: 'From', cell: ({ source }) => source ?? 'no series tells; see the data source’s health check' },
  { header: 'Formula', cell: ({ formula }) => formula },
];
