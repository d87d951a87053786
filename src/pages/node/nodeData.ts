import { LoadingState, type PanelData } from '@grafana/data';

import { readNodeMemory, type NodeMemoryView } from '../../frames/readNodeMemory';

/** What the page's one request has brought so far; errors and data can come together. */
export interface NodeData {
  readonly loading: boolean;
  readonly errors: readonly string[];
  readonly view?: NodeMemoryView;
}

export function readNodeData(data: PanelData | undefined): NodeData {
  if (!data) {
    return { loading: true, errors: [] };
  }
  const view = readNodeMemory(data.series, data.annotations ?? []);
  return {
    loading: data.state === LoadingState.Loading || data.state === LoadingState.NotStarted,
    errors: errorsOf(data),
    ...(view && { view }),
  };
}

function errorsOf({ errors = [] }: PanelData): readonly string[] {
  return [...new Set(errors.map(({ message, statusText }) => message ?? statusText ?? NO_REASON))];
}

const NO_REASON = 'The query failed without a reason.';
