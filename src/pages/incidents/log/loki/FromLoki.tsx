import { Alert, Button, TextArea } from '@grafana/ui';
import React from 'react';

import { isComplete } from './logQuery';
import type { useLoki } from './useLoki';

/** The query that was or is to be asked, editable, and what came of it. Nothing before the first question. */
export function FromLoki({ loki }: { readonly loki: ReturnType<typeof useLoki> }) {
  const { source, query, busy, failed } = loki.state;
  return (
    <>
      {busy && <p role="status">{busy}</p>}
      {failed && (
        <Alert severity="warning" title={`No log from ${source?.name ?? 'Loki'}`}>
          {failed}
        </Alert>
      )}
      {query && (
        <>
          {query.toFillIn && <p>{query.toFillIn}</p>}
          <TextArea
            aria-label="LogQL query"
            rows={2}
            value={query.expr}
            onChange={(event) => loki.edit(event.currentTarget.value)}
          />
          <div>
            <Button size="sm" disabled={!isComplete(query.expr) || busy !== undefined} onClick={loki.again}>
              {`Ask ${source?.name ?? 'Loki'}`}
            </Button>
          </div>
        </>
      )}
    </>
  );
}
