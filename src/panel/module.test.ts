import { standardFieldConfigEditorRegistry, type FieldConfigPropertyItem } from '@grafana/data';

import { plugin } from './module';

const standard = (id: string): FieldConfigPropertyItem => ({
  ...{ id, path: id, name: id, override: () => null, process: (value: unknown) => value },
  ...{ editor: () => null, shouldApply: () => true, settings: {} },
});

describe('the panel plugin', () => {
  it('asks for annotations, which a custom panel otherwise never gets', () => {
    expect(plugin.dataSupport).toMatchObject({ annotations: true });
  });

  it('offers a colour for single fields only: one for all of them would do nothing', () => {
    // Grafana fills this registry as it starts.
    standardFieldConfigEditorRegistry.setInit(() => ['color', 'unit', 'thresholds'].map(standard));
    const offered = plugin.fieldConfigRegistry.list().map(({ id, hideFromDefaults = false }) => [id, hideFromDefaults]);
    expect(offered).toEqual(expect.arrayContaining([['color', true]]));
    expect(offered.filter(([, hidden]) => !hidden)).toEqual([]);
  });
});
