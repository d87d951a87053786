import { Alert } from '@grafana/ui';
import React from 'react';

import type { Finding } from '../../domain/provenance';

import { LONG_WORDS } from './longWords';

/** What the data lacks, each once, with what mends it. */
export function FindingList({ findings }: { readonly findings: readonly Finding[] }) {
  const distinct = [...new Map(findings.map((finding) => [`${finding.code}\n${finding.text}`, finding])).entries()];
  return (
    <>
      {distinct.map(([key, { severity, text, remedy }]) =>
        severity === 'info' ? (
          <p key={key}>{[text, remedy].filter(Boolean).join(' ')}</p>
        ) : (
          <Alert key={key} className={LONG_WORDS} severity={severity} title={text}>
            {remedy}
          </Alert>
        )
      )}
    </>
  );
}
