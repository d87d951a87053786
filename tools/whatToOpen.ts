import { readdirSync, readFileSync } from 'node:fs';

import { inProject } from './project';

interface Place {
  readonly url: string;
  /** Whether the recordings are behind it, whose time must be given. */
  readonly recorded: boolean;
  readonly grafana: boolean;
}

const NODE_PAGE = '/a/tidemark-nodememory-app/node';
/** Figure 3 of recording-1. */
const RECORDED_RANGE = '?from=2026-11-21T21:05:00.000Z&to=2026-11-21T21:19:00.000Z&var-node=lab-node';

/** The lines that the demo ends with. */
export function whatToOpen({ url, recorded, grafana }: Place): string {
  const links = [
    ['The node page', `${url}${NODE_PAGE}${recorded ? RECORDED_RANGE : ''}`],
    ...readDashboards().map(({ title, uid }) => [title, `${url}/d/${uid}`]),
  ];
  const width = Math.max(...links.map(([name = '']) => name.length));
  return [
    '',
    grafana ? `Grafana with Tidemark: ${url} (admin / admin)` : `Tidemark preview: ${url}`,
    '',
    ...links.map(([name = '', link = '']) => `  ${name.padEnd(width)}  ${link}`),
    '',
    'Ctrl-C ends it.',
  ].join('\n');
}

interface Listed {
  readonly uid: string;
  readonly title: string;
}

const readDashboards = (): readonly Listed[] =>
  readdirSync(inProject('dashboards'))
    .filter((name) => name.endsWith('.json'))
    .sort()
    .map((name) => JSON.parse(readFileSync(inProject('dashboards', name), 'utf8')) as Listed);
