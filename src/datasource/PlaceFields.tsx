import type { TimeRange } from '@grafana/data';
import { InlineFieldRow } from '@grafana/ui';
import React from 'react';

import { NamePicker } from './NamePicker';
import type { NameSource } from './nameSource';
import type { TidemarkQuery } from './query';
import { takesAllNodes } from './queryKinds';

interface Props {
  readonly datasource: NameSource;
  readonly query: TidemarkQuery;
  readonly range: TimeRange | undefined;
  readonly onChange: (query: TidemarkQuery) => void;
}

/** Where to look: cluster and node. */
export function PlaceFields({ datasource, query, range, onChange }: Props) {
  const { refId, kind = 'nodeMemory', cluster = '', node = '' } = query;
  return (
    <InlineFieldRow>
      <NamePicker
        id={`tidemark-cluster-${refId}`}
        label="Cluster"
        tooltip="Only where one Prometheus holds several clusters; leave empty otherwise."
        value={cluster}
        placeholder="all in one cluster"
        load={() => datasource.clusterNames(range)}
        onChange={(chosen) => onChange({ ...query, cluster: chosen })}
      />
      <NamePicker
        id={`tidemark-node-${refId}`}
        label="Node"
        tooltip="A node's name, or a dashboard variable such as $node."
        value={node}
        placeholder={takesAllNodes(kind) ? 'all nodes' : 'choose a node'}
        load={() => datasource.nodeNames({ cluster }, range)}
        onChange={(chosen) => onChange({ ...query, node: chosen })}
      />
    </InlineFieldRow>
  );
}
