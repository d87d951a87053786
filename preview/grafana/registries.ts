import {
  identityOverrideProcessor,
  standardEditorsRegistry,
  standardFieldConfigEditorRegistry,
  standardTransformers,
  standardTransformersRegistry,
  type FieldConfigPropertyItem,
  type StandardEditorsRegistryItem,
} from '@grafana/data';

const NoEditor = () => null;

// Panels name editors by id while they are loaded; the preview never shows one.
const EDITORS = [
  'actions', 'boolean', 'color', 'dashboard-uid', 'field-name', 'fieldColor', 'links', 'mappings', 'multi-select',
  'number', 'radio', 'select', 'slider', 'stats-picker', 'strings', 'text', 'thresholds', 'timezone', 'unit',
]; // prettier-ignore

/** The standard field options that dashboards set in defaults and overrides. */
const FIELD_OPTIONS = [
  'color', 'decimals', 'description', 'displayName', 'filterable', 'links', 'mappings', 'max', 'min', 'noValue',
  'thresholds', 'unit',
]; // prettier-ignore

export function fillRegistries(): void {
  standardEditorsRegistry.setInit(() =>
    EDITORS.map((id): StandardEditorsRegistryItem => ({ id, name: id, editor: NoEditor }))
  );
  standardFieldConfigEditorRegistry.setInit(() =>
    FIELD_OPTIONS.map((id): FieldConfigPropertyItem => ({
      id,
      path: id,
      name: id,
      editor: NoEditor,
      override: NoEditor,
      process: identityOverrideProcessor,
      shouldApply: () => true,
    }))
  );
  standardTransformersRegistry.setInit(() =>
    Object.values(standardTransformers).map((transformation) => ({
      id: transformation.id,
      name: transformation.name,
      transformation,
      editor: NoEditor,
      imageDark: '',
      imageLight: '',
    }))
  );
}
