import { LoadingPlaceholder } from '@grafana/ui';
import React, { lazy, Suspense, type ComponentProps } from 'react';

import type { ConfigEditor } from './ConfigEditor';
import { loadConfigEditor } from './lazy';

const Loaded = lazy(async () => ({ default: (await loadConfigEditor()).ConfigEditor }));

/** The settings' editor, which only their page needs. */
export function LazyConfigEditor(props: ComponentProps<typeof ConfigEditor>) {
  return (
    <Suspense fallback={<LoadingPlaceholder text="Loading the settings…" />}>
      <Loaded {...props} />
    </Suspense>
  );
}
