import { hasPermission, PluginPage } from '@grafana/runtime';
import { Stack, Text } from '@grafana/ui';
import React from 'react';

import { findPrometheusDataSources } from '../../datasource/createDataSource';

import { AskAnAdmin } from './AskAnAdmin';
import { CreateDataSource } from './CreateDataSource';

/** Shown while Grafana has no Tidemark data source that the user may query. */
export function FirstRun({ onCreated }: { onCreated: () => void }) {
  return (
    <PluginPage>
      <Stack direction="column" gap={2}>
        <Text element="h2">Tidemark needs a data source</Text>
        <Text element="p">
          Tidemark reads a node&apos;s memory from the Prometheus you already have, through a data source of its own. It
          needs no credentials of the cluster and writes nothing there.
        </Text>
        <NextStep onCreated={onCreated} />
      </Stack>
    </PluginPage>
  );
}

function NextStep({ onCreated }: { onCreated: () => void }) {
  if (!hasPermission('datasources:create')) {
    return <AskAnAdmin />;
  }
  return <CreateDataSource sources={findPrometheusDataSources()} onCreated={onCreated} />;
}
