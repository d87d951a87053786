import type { PluginConfigPageProps, AppPluginMeta } from '@grafana/data';
import { LinkButton, Stack, TextLink } from '@grafana/ui';
import React from 'react';

import { findTidemarkDataSources } from '../../datasource/createDataSource';
import { INDENTED_LIST } from '../shared/indentedList';

type AppConfigProps = PluginConfigPageProps<AppPluginMeta>;

/** The app itself has nothing to set: what there is stands in its data source. Says what is left to do. */
export function AppConfig({ plugin }: AppConfigProps) {
  const enabled = plugin.meta.enabled === true;
  const sources = findTidemarkDataSources();
  return (
    <Stack direction="column" gap={2} data-testid="tidemark-app-config">
      <p>
        Tidemark reads node memory from a Prometheus data source that Grafana already has. It stores nothing, holds no
        cluster credentials and asks Prometheus with the rights of whoever looks at it.
      </p>
      <ol style={INDENTED_LIST}>
        <li>{enabled ? 'The app is enabled.' : 'Enable the app with the button at the top of this page.'}</li>
        <li>
          {sources.length === 0
            ? 'Add a Tidemark data source: the start page does it in one click, over a Prometheus of your choice.'
            : 'Tidemark data sources: '}
          {sources.map(({ uid, name }, index) => (
            <React.Fragment key={uid}>
              {index > 0 && ', '}
              <TextLink href={`/connections/datasources/edit/${encodeURIComponent(uid)}`} inline>
                {name}
              </TextLink>
            </React.Fragment>
          ))}
          {sources.length > 0 &&
            '. Their settings hold the Prometheus, the label names and the kubelet settings by node pool.'}
        </li>
        <li>
          {
            'Press "Save & test" there: it says which series exist, what each missing one costs and the setting that brings it back.'
          }
        </li>
      </ol>
      {enabled && (
        <div>
          <LinkButton href={`/a/${plugin.meta.id}`} icon="arrow-right">
            Open Tidemark
          </LinkButton>
        </div>
      )}
    </Stack>
  );
}
