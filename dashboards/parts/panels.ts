import { PanelBuilder } from '@grafana/grafana-foundation-sdk/dashboard';
import { PanelBuilder as TextPanelBuilder, TextMode } from '@grafana/grafana-foundation-sdk/text';

import panel from '../../src/panel/plugin.json';
import type { NodeMemoryQuery } from '../../src/datasource/query';
import { DEFAULT_OPTIONS, type PanelOptions } from '../../src/panel/options';

import { DATA_SOURCE, target } from './dataSource';

export const FULL_WIDTH = 24;

/** Our chart of `$node`, its events along with the data. */
export function nodeMemoryPanel(
  query: Pick<NodeMemoryQuery, 'cluster'>,
  options: Pick<PanelOptions, 'view'> & Partial<PanelOptions>
): PanelBuilder {
  return new PanelBuilder()
    .type(panel.id)
    .title('Node memory')
    .datasource(DATA_SOURCE)
    .withTarget(target({ refId: 'A', kind: 'nodeMemory', ...query, node: '$node' }))
    .options({ ...DEFAULT_OPTIONS, ...options })
    .span(FULL_WIDTH);
}

/** A sentence or two in place of a legend that nobody reads. */
export function textPanel(content: string): TextPanelBuilder {
  return new TextPanelBuilder().mode(TextMode.Markdown).content(content).transparent(true).span(FULL_WIDTH).height(3);
}
