import { FieldConfigProperty, PanelPlugin } from '@grafana/data';
import { commonOptionsBuilder } from '@grafana/ui';

import { NodeMemoryPanel } from './NodeMemoryPanel';
import { DEFAULT_OPTIONS, type PanelOptions } from './options';

export const plugin = new PanelPlugin<PanelOptions>(NodeMemoryPanel)
  .setDataSupport({ annotations: true })
  .useFieldConfig({
    // Only what the chart obeys: a colour by override, and the legend's toggles.
    disableStandardOptions: Object.values(FieldConfigProperty).filter(
      (property) => property !== FieldConfigProperty.Color
    ),
    // The data source gives every field its colour, which only an override replaces.
    standardOptions: { [FieldConfigProperty.Color]: { hideFromDefaults: true } },
    useCustomConfig: (builder) => commonOptionsBuilder.addHideFrom(builder),
  })
  .setPanelOptions((builder) =>
    builder
      .addRadio({
        path: 'view',
        name: 'View',
        description: 'Pods against allocatable and their limit, the node against eviction-hard, or both.',
        defaultValue: DEFAULT_OPTIONS.view,
        settings: {
          options: [
            { value: 'pods', label: 'Pods' },
            { value: 'node', label: 'Node' },
            { value: 'both', label: 'Both' },
          ],
        },
      })
      .addRadio({
        path: 'events',
        name: 'Events',
        description: 'All of the node, or the kinds that the annotation switches of the dashboard have on.',
        defaultValue: DEFAULT_OPTIONS.events,
        settings: {
          options: [
            { value: 'all', label: 'All' },
            { value: 'annotations', label: 'As annotations' },
          ],
        },
      })
      .addBooleanSwitch({ path: 'showHeadline', name: 'Headline', defaultValue: DEFAULT_OPTIONS.showHeadline })
      .addBooleanSwitch({
        path: 'showLabels',
        name: 'Labels',
        description: 'Value and provenance at the right end of each line.',
        defaultValue: DEFAULT_OPTIONS.showLabels,
      })
      .addBooleanSwitch({ path: 'showFootnote', name: 'Footnote', defaultValue: DEFAULT_OPTIONS.showFootnote })
  );
