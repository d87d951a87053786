import { Alert } from '@grafana/ui';
import React from 'react';

import { INDENTED_LIST } from '../shared/indentedList';

/** For those who may not add data sources: what to ask for, complete enough to be forwarded. */
export function AskAnAdmin() {
  return (
    <Alert severity="info" title="Ask a Grafana admin for a Tidemark data source">
      <p>You may not add data sources, or there is one that you may not query. An admin can:</p>
      <ol style={INDENTED_LIST}>
        <li>open Connections → Data sources → Add new data source,</li>
        <li>choose “Tidemark node memory” and the Prometheus that scrapes your cluster, then “Save &amp; test”,</li>
        <li>grant you the right to query both of them.</li>
      </ol>
      <p>With provisioning it is a few lines of YAML; the app&apos;s README has them.</p>
    </Alert>
  );
}
