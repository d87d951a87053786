import { getBackendSrv, getDataSourceSrv, hasPermission } from '@grafana/runtime';
import { Button, Stack } from '@grafana/ui';
import React, { useState } from 'react';

/** In the place of Connections → Data sources: what there is, to be deleted. */
export function DataSourcesPage() {
  const [sources, setSources] = useState(listOwn);
  const remove = async (uid: string) => {
    await getBackendSrv().delete(`/api/datasources/uid/${uid}`);
    await getDataSourceSrv().reload();
    setSources(listOwn());
  };
  return (
    <Stack direction="column" gap={2}>
      <h1>Data sources</h1>
      {sources.map(({ uid, name, type }) => (
        <Stack key={uid} alignItems="center" gap={2}>
          <span>
            {name} ({type})
          </span>
          {hasPermission('datasources:delete') && (
            <Button size="sm" variant="destructive" onClick={() => void remove(uid)}>
              Delete {name}
            </Button>
          )}
        </Stack>
      ))}
    </Stack>
  );
}

const listOwn = () => getDataSourceSrv().getList({ filter: ({ meta }) => meta.builtIn !== true });
