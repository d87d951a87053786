import type { PanelData } from '@grafana/data';

import { readNodeMemory, type NodeMemoryView } from '../../frames/readNodeMemory';
import { errorTexts, isLoading } from '../shared/queryState';

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
    loading: isLoading(data),
    errors: errorTexts(data),
    ...(view && { view }),
  };
}
