import { Alert, LoadingPlaceholder } from '@grafana/ui';
import React from 'react';

import type { Finding } from '../../domain/provenance';

import type { NodeData } from './nodeData';

/** Loading, failed, empty, incomplete: in words. Renders nothing when all is there. */
export function DataState({ node }: { node: NodeData }) {
  return (
    <>
      {node.errors.map((error) => (
        <Alert
          key={error}
          severity="error"
          title={node.view ? 'Some of the data is missing' : 'The data could not be read'}
        >
          {error}
        </Alert>
      ))}
      {!node.view && node.errors.length === 0 && <Waiting loading={node.loading} />}
      {node.view && <Findings findings={node.view.memory.findings} />}
    </>
  );
}

function Waiting({ loading }: { loading: boolean }) {
  return loading ? (
    <LoadingPlaceholder text="Reading the node’s memory…" />
  ) : (
    <p>Nothing was recorded for this node in this time range.</p>
  );
}

/** What is wrong stands out; what is only worth knowing does not. */
function Findings({ findings }: { findings: readonly Finding[] }) {
  return (
    <>
      {findings.map(({ code, severity, text, remedy }) =>
        severity === 'info' ? (
          <p key={`${code} ${text}`}>{[text, remedy].filter(Boolean).join(' ')}</p>
        ) : (
          <Alert key={`${code} ${text}`} severity={severity} title={text}>
            {remedy}
          </Alert>
        )
      )}
    </>
  );
}
