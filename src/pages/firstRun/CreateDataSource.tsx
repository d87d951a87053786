import { Alert, Button, Combobox, Field, Stack, TextLink } from '@grafana/ui';
import React, { useState } from 'react';

import { createTidemarkDataSource, type DataSourceChoice } from '../../datasource/createDataSource';

import { whenListed } from './whenListed';

interface Props {
  readonly sources: readonly DataSourceChoice[];
  readonly onCreated: () => void;
}

/** One click: the Tidemark data source over the Prometheus that is chosen, the default one unless changed. */
export function CreateDataSource({ sources, onCreated }: Props) {
  const [first] = sources;
  return first === undefined ? <NoPrometheus /> : <Choice first={first} sources={sources} onCreated={onCreated} />;
}

function NoPrometheus() {
  return (
    <Alert severity="warning" title="Grafana has no Prometheus data source yet">
      Add the Prometheus that scrapes your cluster first, then come back here.{' '}
      <TextLink href="/connections/datasources/new">Add a data source</TextLink>
    </Alert>
  );
}

function Choice({ first, sources, onCreated }: Props & { readonly first: DataSourceChoice }) {
  const [promUid, setPromUid] = useState(first.uid);
  const { busy, problem, create } = useCreation(promUid, onCreated);
  return (
    <Stack direction="column" gap={2} alignItems="flex-start">
      <Field noMargin label="Prometheus" description="The one that scrapes kubelets and kube-state-metrics">
        <Combobox
          id="prometheus"
          width={40}
          options={sources.map(({ uid, name }) => ({ value: uid, label: name }))}
          value={promUid}
          onChange={({ value }) => setPromUid(value)}
        />
      </Field>
      <Button icon={busy ? 'spinner' : 'plus'} disabled={busy} onClick={create}>
        {busy ? 'Adding the data source…' : 'Add the Tidemark data source'}
      </Button>
      {problem !== undefined && (
        <Alert severity="error" title="The data source was not added">
          {problem}
        </Alert>
      )}
    </Stack>
  );
}

function useCreation(promUid: string, onCreated: () => void) {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string>();
  const create = async () => {
    setBusy(true);
    setProblem(undefined);
    const created = await createTidemarkDataSource(promUid);
    const listed = created.ok && (await whenListed());
    setBusy(false);
    if (listed) {
      onCreated();
    } else {
      setProblem(created.ok ? 'It was added, but Grafana does not list it yet: reload this page.' : created.message);
    }
  };
  return { busy, problem, create: () => void create() };
}
