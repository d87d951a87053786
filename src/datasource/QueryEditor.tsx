import type { QueryEditorProps } from '@grafana/data';
import { Checkbox, InlineField, InlineFieldRow, RadioButtonGroup } from '@grafana/ui';
import React from 'react';

import type { TidemarkDataSource } from './datasource';
import type { TidemarkJsonData } from './jsonData';
import { NamePicker } from './NamePicker';
import type { Chooser, EventsQuery, EvictionOrderQuery, NodeMemoryQuery, TidemarkQuery } from './query';
import { CHOOSERS, EVENT_KINDS, kindsOf, MEASURES, QUERY_KINDS, takesAllNodes, withKind } from './queryKinds';

type Props = QueryEditorProps<TidemarkDataSource, TidemarkQuery, TidemarkJsonData>;

export function QueryEditor({ datasource, query, onChange, onRunQuery, range }: Props) {
  const change = (changed: TidemarkQuery) => {
    onChange(changed);
    onRunQuery();
  };
  const { refId, kind = 'nodeMemory', cluster = '', node = '' } = query;
  return (
    <div data-testid="tidemark-query-editor">
      <InlineFieldRow>
        <InlineField label="Show" labelWidth={14}>
          <RadioButtonGroup
            aria-label="What to show"
            options={[...QUERY_KINDS]}
            value={kind}
            onChange={(chosen) => change(withKind(query, chosen))}
          />
        </InlineField>
      </InlineFieldRow>
      <InlineFieldRow>
        <NamePicker
          id={`tidemark-cluster-${refId}`}
          label="Cluster"
          tooltip="Only where one Prometheus holds several clusters; leave empty otherwise."
          value={cluster}
          placeholder="all in one cluster"
          load={() => datasource.clusterNames(range)}
          onChange={(chosen) => change({ ...query, cluster: chosen })}
        />
        <NamePicker
          id={`tidemark-node-${refId}`}
          label="Node"
          tooltip="A node's name, or a dashboard variable such as $node."
          value={node}
          placeholder={takesAllNodes(kind) ? 'all nodes' : 'choose a node'}
          load={() => datasource.nodeNames({ cluster }, range)}
          onChange={(chosen) => change({ ...query, node: chosen })}
        />
      </InlineFieldRow>
      {query.kind === 'nodeMemory' && <NodeMemoryFields query={query} onChange={change} />}
      {query.kind === 'events' && <EventsFields query={query} onChange={change} />}
      {query.kind === 'evictionOrder' && <EvictionOrderFields query={query} onChange={change} />}
    </div>
  );
}

interface FieldsProps<Query> {
  readonly query: Query;
  readonly onChange: (query: Query) => void;
}

function NodeMemoryFields({ query, onChange }: FieldsProps<NodeMemoryQuery>) {
  return (
    <InlineFieldRow>
      <InlineField
        label="Pods counted by"
        labelWidth={18}
        tooltip="The three sums differ by pause containers and by memory that no container owns any more."
      >
        <RadioButtonGroup
          aria-label="How the pods' working set is counted"
          options={[...MEASURES]}
          value={query.measure ?? 'containers'}
          onChange={(measure) => onChange({ ...query, measure })}
        />
      </InlineField>
      <InlineField label="Events" labelWidth={10} tooltip="Mark evictions and OOM kills on this chart.">
        <Checkbox
          aria-label="Mark events on the chart"
          value={query.events !== false}
          onChange={(event) => onChange({ ...query, events: event.currentTarget.checked })}
        />
      </InlineField>
    </InlineFieldRow>
  );
}

function EventsFields({ query, onChange }: FieldsProps<EventsQuery>) {
  const chosen = kindsOf(query.kinds);
  return (
    <InlineFieldRow role="group" aria-label="Kinds of events">
      {EVENT_KINDS.map(({ value, label, description }) => (
        <InlineField
          key={value}
          label={label}
          tooltip={description}
          // The last one stays: no kind at all would read as "all kinds".
          disabled={chosen.length === 1 && chosen[0] === value}
        >
          <Checkbox
            aria-label={label}
            data-testid={`tidemark-kind-${value}`}
            value={chosen.includes(value)}
            onChange={(event) =>
              onChange({
                ...query,
                kinds: event.currentTarget.checked ? [...chosen, value] : chosen.filter((kind) => kind !== value),
              })
            }
          />
        </InlineField>
      ))}
    </InlineFieldRow>
  );
}

function EvictionOrderFields({ query, onChange }: FieldsProps<EvictionOrderQuery>) {
  const { by, ...both } = query;
  return (
    <InlineFieldRow>
      <InlineField label="Chosen by" labelWidth={14} tooltip="The kubelet evicts pods; the kernel kills processes.">
        <RadioButtonGroup<Chooser | undefined>
          aria-label="Who chooses"
          options={[...CHOOSERS]}
          value={by}
          onChange={(chosen) => onChange(chosen === undefined ? both : { ...both, by: chosen })}
        />
      </InlineField>
    </InlineFieldRow>
  );
}
