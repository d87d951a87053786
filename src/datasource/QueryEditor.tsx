import { css } from '@emotion/css';
import type { QueryEditorProps } from '@grafana/data';
import { Checkbox, InlineField, InlineFieldRow, RadioButtonGroup } from '@grafana/ui';
import React from 'react';

import { EventsFields } from './EventsFields';
import type { TidemarkJsonData } from './jsonData';
import type { NameSource } from './nameSource';
import { PlaceFields } from './PlaceFields';
import type { Chooser, EvictionOrderQuery, NodeMemoryQuery, TidemarkQuery } from './query';
import { CHOOSERS, MEASURES, QUERY_KINDS, withKind } from './queryKinds';

/** A panel's editor beside Grafana's menu is narrower than all kinds in a row. */
const WRAPPED = css({ '&&': { flexWrap: 'wrap' } });

type Props = QueryEditorProps<NameSource, TidemarkQuery, TidemarkJsonData>;

export function QueryEditor({ datasource, query, onChange, onRunQuery, range }: Props) {
  const change = (changed: TidemarkQuery) => {
    onChange(changed);
    onRunQuery();
  };
  const { kind = 'nodeMemory' } = query;
  return (
    <div data-testid="tidemark-query-editor">
      <InlineFieldRow>
        <InlineField label="Show" labelWidth={14} shrink>
          <RadioButtonGroup
            className={WRAPPED}
            aria-label="What to show"
            options={[...QUERY_KINDS]}
            value={QUERY_KINDS.find(({ value }) => value === kind)?.value}
            onChange={(chosen) => change(withKind(query, chosen))}
          />
        </InlineField>
      </InlineFieldRow>
      <PlaceFields datasource={datasource} query={query} range={range} onChange={change} />
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
