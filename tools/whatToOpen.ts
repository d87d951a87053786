import { readdirSync, readFileSync } from 'node:fs';

import { inProject } from './project';

interface Place {
  readonly url: string;
  /** What the Prometheus behind it holds; the recordings' time must be given, and what happens now is looked at again and again. */
  readonly holds: 'recordings' | 'live' | 'yours';
  /** The node to open first. */
  readonly node?: string;
  readonly grafana: boolean;
}

const APP = '/a/tidemark-nodememory-app';
/** Figure 3 of recording-1. */
const RECORDED_RANGE = '?from=2026-11-21T21:05:00.000Z&to=2026-11-21T21:19:00.000Z&var-node=lab-node';
const LIVE_RANGE = '?from=now-15m&to=now&refresh=5s';

/** The lines that the demo ends with. */
export function whatToOpen({ url, holds, node, grafana }: Place): string {
  const range = { recordings: RECORDED_RANGE, live: `${LIVE_RANGE}&var-node=${node}`, yours: '' }[holds];
  const links = [
    ['The node page', `${url}${APP}/node${range}`],
    ...(holds === 'live'
      ? [['Its incidents', `${url}${APP}/incidents${LIVE_RANGE}`]]
      : readDashboards().map(({ title, uid }) => [title, `${url}/d/${uid}`])),
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
