import { LoadingPlaceholder } from '@grafana/ui';
import React, { lazy, Suspense, type ComponentType } from 'react';

import { loadAnnotationQueryEditor, loadConfigEditor, loadQueryEditor, loadVariableQueryEditor } from './lazy';

/** The same editor, loaded when it is first shown: most dashboards are only looked at. */
function later<Props extends object>(
  text: string,
  load: () => Promise<ComponentType<Props>>
): (props: Props) => React.JSX.Element {
  // React's own type of what is lazy loses props that are not known yet.
  const Loaded = lazy(async () => ({ default: await load() })) as unknown as ComponentType<Props>;
  return function Later(props) {
    return (
      <Suspense fallback={<LoadingPlaceholder text={text} />}>
        <Loaded {...props} />
      </Suspense>
    );
  };
}

const QUERY = 'Loading the query’s fields…';

export const LazyConfigEditor = later('Loading the settings…', async () => (await loadConfigEditor()).ConfigEditor);
export const LazyQueryEditor = later(QUERY, async () => (await loadQueryEditor()).QueryEditor);
export const LazyVariableQueryEditor = later(QUERY, async () => (await loadVariableQueryEditor()).VariableQueryEditor);
export const LazyAnnotationQueryEditor = later(
  QUERY,
  async () => (await loadAnnotationQueryEditor()).AnnotationQueryEditor
);
