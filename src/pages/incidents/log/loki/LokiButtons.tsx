import { Button } from '@grafana/ui';
import React from 'react';

import { findLokis, type LokiSource } from './askLoki';

/** One click for each Loki data source; nothing where there is none. */
export function LokiButtons({ onAsk }: { readonly onAsk: (source: LokiSource) => void }) {
  const sources = findLokis();
  return sources.map((source) => (
    <Button key={source.uid} variant="secondary" size="sm" icon="search" onClick={() => onAsk(source)}>
      {`Read the kernel’s and kubelet’s log from ${sources.length > 1 ? source.name : 'Loki'}`}
    </Button>
  ));
}
