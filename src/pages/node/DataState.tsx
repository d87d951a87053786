import { LoadingPlaceholder } from '@grafana/ui';
import React from 'react';

import { hasValues } from '../../domain/node/hasValues';
import type { NodeMemory } from '../../domain/node/nodeMemory';

import { FindingList } from '../shared/FindingList';
import { QueryErrors } from '../shared/QueryErrors';

import type { NodeData } from './nodeData';

/** Loading, failed, empty, incomplete: in words. Renders nothing when all is there. */
export function DataState({ node }: { node: NodeData }) {
  return (
    <>
      <QueryErrors
        errors={node.errors}
        title={node.view ? 'Some of the data is missing' : 'The data could not be read'}
      />
      {!node.view && node.errors.length === 0 && <Waiting loading={node.loading} />}
      {node.view && <Seen memory={node.view.memory} />}
    </>
  );
}

/** Where nothing at all was recorded, each finding only says so again: they are folded away. */
function Seen({ memory }: { memory: NodeMemory }) {
  const { findings } = memory;
  if (hasValues(memory)) {
    return <FindingList findings={findings} />;
  }
  return (
    <>
      <p>{`${NOTHING} Check the node’s name, and that Prometheus scraped it then.`}</p>
      {findings.length > 0 && (
        <details>
          <summary>{`What is missing (${findings.length})`}</summary>
          <FindingList findings={findings} />
        </details>
      )}
    </>
  );
}

const NOTHING = 'Nothing was recorded for this node in this time range.';

function Waiting({ loading }: { loading: boolean }) {
  return loading ? <LoadingPlaceholder text="Reading the node’s memory…" /> : <p>{NOTHING}</p>;
}
