import type { Incident } from '../../domain/incidents/types';
import { VERDICT_WORDS } from '../../domain/incidents/verdictWords';
import type { EpochMs } from '../../domain/units';
import { escapeHtml } from '../../frames/escapeHtml';

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
 * By `tidemark` all are found, by `incident:<id>` just this one. Grafana reads a tag as key:value and finds nothing by a tag whose
 * key stands twice.
 */
export function annotationTags({ id, node, cluster, verdict }: Incident): readonly string[] {
  return ['tidemark', idTag(id), `node:${node}`, `verdict:${verdict}`, ...(cluster ? [`cluster:${cluster}`] : [])].map(
    short
  );
}

export const idTag = (id: string): string => short(`incident:${id}`);

/** Grafana's database holds tags of 100 characters. */
const short = (tag: string) => tag.slice(0, 100);
