/** Which of the node's two fights the chart is about: the pods' (Figure 3), the node's (Figure 6), or both. */
export type PanelView = 'pods' | 'node' | 'both';

/** Which events are drawn: all of the node, or the kinds that the dashboard's annotation switches have on. */
export type PanelEvents = 'all' | 'annotations';

export interface PanelOptions {
  readonly view: PanelView;
  readonly events: PanelEvents;
  readonly showHeadline: boolean;
  /** Value and provenance at the right end of each line. */
  readonly showLabels: boolean;
  readonly showFootnote: boolean;
}

export const DEFAULT_OPTIONS: PanelOptions = {
  view: 'pods',
  events: 'all',
  showHeadline: true,
  showLabels: true,
  showFootnote: true,
};

/** Options as a dashboard's JSON holds them, from whatever hand: what is not ours falls back to the default. */
export function readOptions(saved: Partial<Record<keyof PanelOptions, unknown>> | undefined): PanelOptions {
  const flag = (name: 'showHeadline' | 'showLabels' | 'showFootnote'): boolean => {
    const value = saved?.[name];
    return typeof value === 'boolean' ? value : DEFAULT_OPTIONS[name];
  };
  return {
    view: isView(saved?.view) ? saved.view : DEFAULT_OPTIONS.view,
    events: saved?.events === 'annotations' ? 'annotations' : DEFAULT_OPTIONS.events,
    showHeadline: flag('showHeadline'),
    showLabels: flag('showLabels'),
    showFootnote: flag('showFootnote'),
  };
}

function isView(value: unknown): value is PanelView {
  return value === 'pods' || value === 'node' || value === 'both';
}
