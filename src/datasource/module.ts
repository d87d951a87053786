import { DataSourcePlugin } from '@grafana/data';

import { TidemarkDataSource } from './datasource';
import type { TidemarkJsonData } from './jsonData';
import { LazyConfigEditor } from './LazyConfigEditor';
import type { TidemarkQuery } from './query';
import { QueryEditor } from './QueryEditor';

export const plugin = new DataSourcePlugin<TidemarkDataSource, TidemarkQuery, TidemarkJsonData>(TidemarkDataSource)
  .setConfigEditor(LazyConfigEditor)
  .setQueryEditor(QueryEditor);
