import app from '../../src/plugin.json';
import type { RulesConfig } from '../config';
import type { AlertRule } from '../rule';

/** How a format's templates write a moment in ms and a label inside a URL. */
export interface LinkTemplates {
  /** `-3600` for an hour before the alert. */
  readonly momentFromAlert: (seconds: number) => string;
  readonly label: (name: string) => string;
  /** Grafana's root, with a slash at its end. */
  readonly root: string;
}

/** Enough to see who grew before, and the statuses that come late. */
const BEFORE_SECONDS = -3600;
const AFTER_SECONDS = 600;

export function annotationsOf(
  { alert, summary, description, page }: AlertRule,
  { runbookUrl }: Pick<RulesConfig, 'runbookUrl'>,
  { momentFromAlert, label, root }: LinkTemplates
): Readonly<Record<string, string>> {
  const params = [
    `var-cluster=${label('cluster')}`,
    `var-node=${label('node')}`,
    `from=${momentFromAlert(BEFORE_SECONDS)}`,
    `to=${momentFromAlert(AFTER_SECONDS)}`,
  ];
  return {
    summary,
    description,
    runbook_url: `${runbookUrl}/${alert}.md`,
    tidemark_url: `${root}a/${app.id}/${page}?${params.join('&')}`,
  };
}

/** Nothing where the series has no such label; `urlquery` comes with Go's text/template. */
export const urlLabel = (name: string): string => `{{ with $labels.${name} }}{{ urlquery . }}{{ end }}`;
