import { DataSourcePlugin } from '@grafana/data';

import { ConfigEditor } from './ConfigEditor';
import { TidemarkDataSource } from './datasource';
import type { TidemarkJsonData } from './jsonData';
import type { TidemarkQuery } from './query';
import { QueryEditor } from './QueryEditor';

export const plugin = new DataSourcePlugin<TidemarkDataSource, TidemarkQuery, TidemarkJsonData>(TidemarkDataSource)
  .setConfigEditor(ConfigEditor)
  .setQueryEditor(QueryEditor);
