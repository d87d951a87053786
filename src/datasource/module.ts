import { DataSourcePlugin } from '@grafana/data';

import { TidemarkDataSource } from './datasource';
import type { TidemarkJsonData } from './jsonData';
import { LazyConfigEditor, LazyQueryEditor } from './lazyEditors';
import type { TidemarkQuery } from './query';

export const plugin = new DataSourcePlugin<TidemarkDataSource, TidemarkQuery, TidemarkJsonData>(TidemarkDataSource)
  .setConfigEditor(LazyConfigEditor)
  .setQueryEditor(LazyQueryEditor);
