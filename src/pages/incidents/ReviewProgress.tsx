import { Alert, Button, LoadingPlaceholder } from '@grafana/ui';
import React from 'react';

import type { IncidentData } from './incidentData';

interface Props {
  readonly found: Pick<IncidentData, 'loading' | 'progress'>;
  readonly onStop: () => void;
  readonly onGoOn: () => void;
}

/** How far a review of many nodes is, with a way to end it; once ended, that what is listed is not all. */
export function ReviewProgress({ found: { loading, progress }, onStop, onGoOn }: Props) {
  if (progress === undefined) {
    return loading ? <LoadingPlaceholder text="Looking for incidents…" /> : null;
  }
  const { done, total, isOpen } = progress;
  const looked = `${done} of ${total} times and nodes${isOpen ? ' known so far' : ''} where something may have happened`;
  return loading ? (
    <LoadingPlaceholder
      text={
        <>
          {`Looked at ${looked}, the latest first… `}
          <Button size="sm" variant="secondary" onClick={onStop}>
            Stop
          </Button>
        </>
      }
    />
  ) : (
    <Alert severity="warning" title={`Stopped after ${looked}: there may be more incidents than these`}>
      <Button size="sm" variant="secondary" onClick={onGoOn}>
        Look through all
      </Button>
    </Alert>
  );
}
