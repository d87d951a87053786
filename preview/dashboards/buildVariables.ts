import {
  ConstantVariable,
  CustomVariable,
  DataSourceVariable,
  QueryVariable,
  TextBoxVariable,
  type SceneVariable,
} from '@grafana/scenes';
import type { Dashboard, VariableModel } from '@grafana/schema';

/** The variables of a dashboard's JSON; kinds that the preview does not know are left out. */
export function buildVariables({ templating }: Dashboard): SceneVariable[] {
  return (templating?.list ?? []).flatMap((variable) => {
    const built = buildVariable(variable);
    return built ? [built] : [];
  });
}

function buildVariable(model: VariableModel): SceneVariable | undefined {
  const { name, label, hide, skipUrlSync, description } = model;
  const common = {
    name,
    label: label || undefined,
    hide,
    skipUrlSync,
    description: description ?? undefined,
    value: model.current?.value ?? '',
    text: model.current?.text ?? '',
  };
  const query = model.query as never;
  switch (model.type) {
    case 'query':
      return new QueryVariable({
        ...common,
        query,
        datasource: model.datasource,
        refresh: model.refresh,
        regex: model.regex,
        sort: model.sort,
        isMulti: model.multi,
        includeAll: model.includeAll,
      });
    case 'datasource':
      return new DataSourceVariable({ ...common, pluginId: query, regex: model.regex });
    case 'custom':
      return new CustomVariable({ ...common, query, isMulti: model.multi, includeAll: model.includeAll });
    case 'constant':
      return new ConstantVariable({ ...common, value: query });
    case 'textbox':
      return new TextBoxVariable({ ...common, value: String(common.value || query || '') });
    case 'adhoc':
    case 'groupby':
    case 'interval':
    case 'snapshot':
    case 'switch':
    case 'system':
      return undefined;
  }
}
