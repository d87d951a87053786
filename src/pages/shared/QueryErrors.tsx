import { Alert } from '@grafana/ui';
import React from 'react';

import { LONG_WORDS } from './longWords';

interface Props {
  readonly errors: readonly string[];
  /** What their failing means for what is shown. */
  readonly title: string;
}

/** Each reason for which a question failed. */
export function QueryErrors({ errors, title }: Props) {
  return (
    <>
      {errors.map((error) => (
        <Alert key={error} className={LONG_WORDS} severity="error" title={title}>
          {error}
        </Alert>
      ))}
    </>
  );
}
