import type { QueryEditorProps } from '@grafana/data';
import { InlineField, InlineFieldRow, RadioButtonGroup } from '@grafana/ui';
import React from 'react';

import type { TidemarkJsonData } from './jsonData';
import { NamePicker } from './NamePicker';
import type { NameSource } from './nameSource';
import type { TidemarkQuery } from './query';
import type { TidemarkVariableQuery } from './variableQuery';

type Props = QueryEditorProps<NameSource, TidemarkQuery, TidemarkJsonData, TidemarkVariableQuery>;

const KINDS: Array<{ value: TidemarkVariableQuery['kind']; label: string; description: string }> = [
  { value: 'nodes', label: 'Nodes', description: 'The names of the nodes' },
  { value: 'namespaces', label: 'Namespaces', description: 'The namespaces that have pods' },
  { value: 'clusters', label: 'Clusters', description: 'The values of the cluster label' },
  { value: 'nodeTag', label: 'Node tag', description: 'The tag under which a node’s incidents are written to Grafana' },
];

export function VariableQueryEditor({ datasource, query, onChange, range }: Props) {
  const { refId, kind = 'nodes' } = query;
  return (
    <InlineFieldRow data-testid="tidemark-variable-editor">
      <InlineField label="Values" labelWidth={14}>
        <RadioButtonGroup
          aria-label="What the variable lists"
          options={KINDS}
          value={kind}
          onChange={(chosen) => onChange({ refId, kind: chosen })}
        />
      </InlineField>
      {(kind === 'nodes' || kind === 'namespaces') && (
        <NamePicker
          id="tidemark-variable-cluster"
          label="Cluster"
          tooltip="A cluster's name or a dashboard variable such as $cluster; empty for all."
          value={('cluster' in query && query.cluster) || ''}
          placeholder="all clusters"
          load={() => datasource.clusterNames(range)}
          onChange={(cluster) => onChange({ ...query, refId, kind, cluster })}
        />
      )}
      {(kind === 'namespaces' || kind === 'nodeTag') && (
        <NamePicker
          id="tidemark-variable-node"
          label="Node"
          tooltip="A node's name or a dashboard variable such as $node; empty for all."
          value={('node' in query && query.node) || ''}
          placeholder="all nodes"
          load={() => datasource.nodeNames({}, range)}
          onChange={(node) => onChange({ ...query, refId, kind, node })}
        />
      )}
    </InlineFieldRow>
  );
}
