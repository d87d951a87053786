import type { DataSourcePluginOptionsEditorProps } from '@grafana/data';
import { DataSourcePicker, getDataSourceSrv } from '@grafana/runtime';
import { Alert, Field, FieldSet, Input } from '@grafana/ui';
import React, { useEffect } from 'react';

import { DEFAULT_LABELS, type LabelNames } from '../prometheus/scope';

import { findPrometheusDataSources } from './createDataSource';
import { firstName } from './firstName';
import { decodeSettings, type TidemarkJsonData } from './jsonData';
import { OverridesEditor } from './OverridesEditor';
import { isPrometheus } from './wrappedSource';

type Props = DataSourcePluginOptionsEditorProps<TidemarkJsonData>;

export function ConfigEditor({ options, onOptionsChange }: Props) {
  const { jsonData } = options;
  const { problems } = decodeSettings(jsonData);
  const change = (changed: Partial<TidemarkJsonData>) =>
    onOptionsChange({ ...options, jsonData: { ...jsonData, ...changed } });
  useFirstChoices(options, onOptionsChange);

  return (
    <div data-testid="tidemark-config-editor">
      <FieldSet label="Prometheus">
        <Field
          noMargin
          label="Prometheus data source"
          description="Where cAdvisor, kubelet and kube-state-metrics series are stored. Tidemark asks it on behalf of the signed-in user."
          htmlFor="tidemark-prometheus"
        >
          <DataSourcePicker
            inputId="tidemark-prometheus"
            current={jsonData.promUid ?? null}
            noDefault
            metrics
            filter={isPrometheus}
            onChange={({ uid }) => change({ promUid: uid })}
          />
        </Field>
      </FieldSet>
      <LabelsEditor labels={jsonData.labels} onChange={(labels) => change({ labels })} />
      <OverridesEditor overrides={jsonData.overrides} onChange={(overrides) => change({ overrides })} />
      {problems.length > 0 && (
        <Alert severity="warning" title="Some settings cannot be used and are ignored">
          <ul data-testid="tidemark-config-problems" style={{ paddingLeft: 20 }}>
            {problems.map((problem) => (
              <li key={problem}>{problem}</li>
            ))}
          </ul>
        </Alert>
      )}
    </div>
  );
}

/** A new data source starts with the default Prometheus and a name, so that "Save & test" is all there is to do. */
function useFirstChoices(options: Props['options'], onOptionsChange: Props['onOptionsChange']) {
  const { name, jsonData } = options;
  useEffect(() => {
    const first = findPrometheusDataSources()[0];
    if (jsonData.promUid === undefined && first !== undefined) {
      const taken = getDataSourceSrv().getList({ all: true });
      onOptionsChange({
        ...options,
        name: firstName(
          name,
          taken.map((source) => source.name)
        ),
        jsonData: { ...jsonData, promUid: first.uid },
      });
    }
    // Once, when the editor opens: a choice that the user clears later stays cleared.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, []);
}

const LABELS: ReadonlyArray<{ name: keyof LabelNames; label: string; description: string }> = [
  {
    name: 'node',
    label: 'Node label',
    description: "Holds the node's name on kube-state-metrics, kubelet and cAdvisor series.",
  },
  {
    name: 'instance',
    label: 'Instance label',
    description: 'Names the node where the node label is absent: by name, by IP, with or without a port.',
  },
  { name: 'cluster', label: 'Cluster label', description: 'Tells clusters apart where one Prometheus stores several.' },
];

interface LabelsEditorProps {
  readonly labels: Partial<LabelNames> | undefined;
  readonly onChange: (labels: Partial<LabelNames>) => void;
}

function LabelsEditor({ labels, onChange }: LabelsEditorProps) {
  return (
    <FieldSet label="Label names">
      {LABELS.map(({ name, label, description }) => (
        <Field key={name} label={label} description={description} htmlFor={`tidemark-label-${name}`}>
          <Input
            id={`tidemark-label-${name}`}
            data-testid={`tidemark-label-${name}`}
            width={40}
            placeholder={DEFAULT_LABELS[name]}
            value={labels?.[name] ?? ''}
            onChange={(event) => onChange({ ...labels, [name]: event.currentTarget.value })}
          />
        </Field>
      ))}
    </FieldSet>
  );
}
