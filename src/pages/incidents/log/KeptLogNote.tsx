import { Alert, Button } from '@grafana/ui';
import React from 'react';

import { keepLog } from './keptLog';

interface Props {
  /** Where several nodes are shown: whose log it is. */
  readonly node?: string;
}

/** Says that what the page tells rests on a log that its reader gave on another page. */
export function KeptLogNote({ node }: Props) {
  return (
    <Alert
      severity="info"
      title={
        node === undefined
          ? 'A log of this node that you gave on another incident in this visit is applied here too'
          : `A log of ${node} that you gave on one of its incidents in this visit is applied to all of them here`
      }
    >
      It is kept in the memory of this page only.{' '}
      <Button variant="secondary" size="sm" onClick={() => keepLog(undefined)}>
        Drop that log
      </Button>
    </Alert>
  );
}
