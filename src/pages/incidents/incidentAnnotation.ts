import type { Incident } from '../../domain/incidents/types';
import { VERDICT_WORDS } from '../../domain/incidents/verdictWords';
import type { EpochMs } from '../../domain/units';
import { escapeHtml } from '../../frames/escapeHtml';
import { INCIDENT_TAG, tagOf } from '../../frames/incidentTags';

/** As Grafana's API takes it; without a dashboard it belongs to the organisation. */
export interface NewAnnotation {
  readonly time: EpochMs;
  readonly timeEnd: EpochMs;
  readonly text: string;
  readonly tags: readonly string[];
}

/** The incident as an organisation annotation. Grafana renders the text as HTML, so that what came from labels is escaped. */
export function incidentAnnotation(incident: Incident, link: string): NewAnnotation {
  const { headline, verdict, confidence, start, end } = incident;
  return {
    time: Math.round(start),
    timeEnd: Math.round(end),
    text: [
      `<b>${escapeHtml(headline)}</b>`,
      escapeHtml(`${VERDICT_WORDS[verdict].name} · ${confidence}`),
      `<a href="${escapeHtml(link)}">open the incident</a>`,
    ].join('<br>'),
    tags: annotationTags(incident),
  };
}

/**
 * By the common tag all are found, by `incident:<id>` just this one. Grafana finds nothing by a tag whose key stands twice.
 */
export function annotationTags({ id, node, cluster, verdict }: Incident): readonly string[] {
  return [
    INCIDENT_TAG,
    idTag(id),
    tagOf('node', node),
    tagOf('verdict', verdict),
    ...(cluster ? [tagOf('cluster', cluster)] : []),
  ];
}

export const idTag = (id: string): string => tagOf('incident', id);
