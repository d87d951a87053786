import { hasPermission } from '@grafana/runtime';
import { Button, ClipboardButton } from '@grafana/ui';
import React, { useState } from 'react';

import { exportJson } from '../../domain/incidents/exportJson';
import { exportMarkdown } from '../../domain/incidents/exportMarkdown';
import type { Incident } from '../../domain/incidents/types';

import { download, fileName } from './download';
import { incidentAnnotation } from './incidentAnnotation';
import { writeAnnotation, type Written } from './writeAnnotation';

interface Props {
  readonly incident: Incident;
  /** Absolute, to be opened by others. */
  readonly link: string;
  /** The chart as a picture; undefined while there is none. */
  readonly drawChart: () => string | undefined;
}

/** What can be done with an incident: pass it on, keep it, note it for everyone. */
export function IncidentActions({ incident, link, drawChart }: Props) {
  const name = fileName(incident.id);
  const saveMarkdown = () => {
    const svg = drawChart();
    const chart = svg === undefined ? {} : { chart: `${name}.svg` };
    download(`${name}.md`, exportMarkdown(incident, { link, ...chart }), 'text/markdown');
    if (svg !== undefined) {
      download(`${name}.svg`, svg, 'image/svg+xml');
    }
  };
  const saveJson = () =>
    download(`${name}.json`, `${JSON.stringify(exportJson(incident), undefined, 2)}\n`, 'application/json');
  return (
    <>
      <ClipboardButton size="sm" variant="secondary" fill="text" icon="link" getText={() => link}>
        Copy link
      </ClipboardButton>
      <Button size="sm" variant="secondary" fill="text" onClick={saveMarkdown}>
        Export Markdown
      </Button>
      <Button size="sm" variant="secondary" fill="text" onClick={saveJson}>
        Export JSON
      </Button>
      {hasPermission('annotations:create') && <WriteToGrafana incident={incident} link={link} />}
    </>
  );
}

/** Only on a click, and never twice: what is there already is left alone. */
function WriteToGrafana({ incident, link }: Pick<Props, 'incident' | 'link'>) {
  const [written, setWritten] = useState<Written | { readonly state: 'writing' }>();
  const write = () => {
    setWritten({ state: 'writing' });
    void writeAnnotation(incident.id, incidentAnnotation(incident, link)).then(setWritten);
  };
  const isDone = written?.state === 'written' || written?.state === 'there-already' || written?.state === 'writing';
  return (
    <>
      <Button
        size="sm"
        variant="secondary"
        fill="text"
        disabled={isDone}
        tooltip="Adds the incident as an annotation of the organisation, with the tag tidemark"
        onClick={write}
      >
        Write to Grafana
      </Button>
      {written && <span role="status">{saidOf(written)}</span>}
    </>
  );
}

function saidOf(written: Written | { readonly state: 'writing' }): string {
  switch (written.state) {
    case 'writing':
      return 'Writing…';
    case 'written':
      return 'Written, with the tag tidemark.';
    case 'there-already':
      return 'It is there already.';
    case 'failed':
      return `Not written: ${written.message}`;
  }
}
