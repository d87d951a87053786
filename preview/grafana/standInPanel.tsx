import { PanelPlugin, renderTextPanelMarkdown, type PanelPluginMeta, type PanelProps } from '@grafana/data';
import { Alert } from '@grafana/ui';
import React from 'react';

const cache = new Map<string, PanelPlugin>();

/** Grafana's own panels are not on npm: text is rendered, the others say in their place why they are not here. */
export function standInPanel(id: string): PanelPlugin {
  const known = cache.get(id);
  if (known) {
    return known;
  }
  const plugin = new PanelPlugin<Record<string, unknown>>(id === 'text' ? TextPanel : AbsentPanel);
  plugin.meta = { id, name: id, skipDataQuery: true, info: { logos: {} } } as unknown as PanelPluginMeta;
  cache.set(id, plugin);
  return plugin;
}

function TextPanel({ options, replaceVariables }: PanelProps<{ content?: string }>) {
  // Grafana's own function; it sanitises.
  const html = renderTextPanelMarkdown(replaceVariables(options.content ?? '', undefined, 'html'));
  return <div className="markdown-html" dangerouslySetInnerHTML={{ __html: html }} />;
}

function AbsentPanel() {
  return (
    <Alert severity="info" title="Not in this preview">
      This panel belongs to Grafana itself and is not published on npm. Open this dashboard in a Grafana to see it.
    </Alert>
  );
}
