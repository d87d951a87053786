import { Alert, Button } from '@grafana/ui';
import React from 'react';

import { keepLog } from './keptLog';

/** Says that what the page tells rests on a log that its reader gave on another page. */
export function KeptLogNote() {
  return (
    <Alert
      severity="info"
      title="A log of this node that you gave on another incident in this visit is applied here too"
    >
      It is kept in the memory of this page only.{' '}
      <Button variant="secondary" size="sm" onClick={() => keepLog(undefined)}>
        Drop that log
      </Button>
    </Alert>
  );
}
