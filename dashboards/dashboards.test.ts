import { readFileSync } from 'node:fs';
import path from 'node:path';

import { EVENT_COLORS } from '../src/frames/colors';
import { budgetTable } from '../src/frames/budgetTable';
import { tagOf } from '../src/frames/incidentTags';
import { annotationTags } from '../src/pages/incidents/incidentAnnotation';
import app from '../src/plugin.json';

import { FIGURE_3 as FIGURE_3_INCIDENT } from '../test/fixtures/incidents';

import { DASHBOARDS } from './index';
import { FIGURE_3, FIGURE_6 } from './parts/recordings';
import { withRevision } from './withRevision';

const read = (file: string) => JSON.parse(readFileSync(path.join(__dirname, file), 'utf8'));

/** Every object anywhere in a JSON value. */
function* objectsIn(value: unknown): Generator<Record<string, unknown>> {
  if (typeof value === 'object' && value !== null) {
    if (!Array.isArray(value)) {
      yield value as Record<string, unknown>;
    }
    for (const inner of Object.values(value)) {
      yield* objectsIn(inner);
    }
  }
}

describe.each(DASHBOARDS)('$file', ({ file, build }) => {
  const committed = read(file);

  it('is what the code generates (else: npm run dashboards)', () => {
    expect(withRevision(build(), committed)).toEqual(committed);
  });

  it('names no data source of ours or yours: only the variable', () => {
    const uids = [...objectsIn(committed)].flatMap(({ datasource }) => (datasource ? [datasource] : []));
    expect(new Set(uids.map((datasource) => JSON.stringify(datasource)))).toEqual(
      new Set([
        JSON.stringify({ type: 'tidemark-nodememory-datasource', uid: '${ds}' }),
        // Grafana's own, which every Grafana has under this uid.
        JSON.stringify({ type: 'grafana', uid: '-- Grafana --' }),
      ])
    );
  });

  it('leaves the data source variable open and has no __inputs, which a plugin import does not resolve', () => {
    const ds = committed.templating.list.find(({ name }: { name: string }) => name === 'ds');
    expect(ds).toMatchObject({ type: 'datasource', query: 'tidemark-nodememory-datasource', current: {} });
    expect(JSON.stringify(committed)).not.toMatch(/__inputs|\$\{DS_/);
  });

  it('gives every panel an id of its own', () => {
    const ids = committed.panels.map(({ id }: { id?: number }) => id);
    expect(ids).not.toContain(undefined);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('shows the incidents of its node that somebody wrote to Grafana', () => {
    const [query] = committed.annotations.list.filter(({ name }: { name: string }) => name === 'Incidents');
    expect(query).toMatchObject({ enable: true, target: { type: 'tags', matchAny: false } });
    const nodeTag = committed.templating.list.find(({ name }: { name: string }) => name === 'nodeTag');
    expect(nodeTag).toMatchObject({ hide: 2, query: { kind: 'nodeTag', node: '$node' } });
    // The longer ones Grafana would cut, so that none would be found by `node:$node`.
    for (const node of ['lab-node', '10.0.0.1:9100', 'n'.repeat(253)]) {
      const written = annotationTags({ ...FIGURE_3_INCIDENT, node });
      const asked = query.target.tags.map((tag: string) => tag.replace('$nodeTag', tagOf('node', node)));
      expect(asked.filter((tag: string) => !written.includes(tag))).toEqual([]);
    }
  });

  it('leads to where the data source is made, for who has none', () => {
    expect(committed.links).toContainEqual(
      expect.objectContaining({ title: 'Set up Tidemark', url: '/a/tidemark-nodememory-app' })
    );
  });

  it('comes with the plugin', () => {
    expect(app.includes).toContainEqual({ type: 'dashboard', name: committed.title, path: `dashboards/${file}` });
  });
});

it('shows each column of the budget in one of two tables, and what says of which node it is in none', () => {
  const tables = read('node-memory.json').panels.filter(
    ({ targets = [] }: { targets?: Array<{ kind?: string }> }) => targets[0]?.kind === 'budget'
  );
  const excluded: string[][] = tables.map(({ transformations }: { transformations: Array<{ options: object }> }) =>
    Object.keys((transformations[0]?.options as { excludeByName: object }).excludeByName)
  );
  const columns = budgetTable([]).fields.map(({ name, config }) => config.displayName ?? name);
  expect(excluded.flat().filter((name) => !columns.includes(name))).toEqual([]);
  const timesShown = (name: string) => excluded.filter((names) => !names.includes(name)).length;
  expect(columns.filter((name) => timesShown(name) !== 1)).toEqual(['Cluster', 'Node', 'Where from']);
});

it('gives every dashboard a uid of its own', () => {
  expect(DASHBOARDS.map(({ file }) => read(file).uid)).toEqual([
    'tidemark-figure-3',
    'tidemark-figure-6',
    'tidemark-node-memory',
  ]);
});

// From the recordings' ground truth: when the kubelet evicted first.
it.each([
  { figure: 'Figure 3, lab node', range: FIGURE_3.lab, evicted: '2026-11-21T21:11:52.820Z' },
  { figure: 'Figure 3, modern node', range: FIGURE_3.modern, evicted: '2026-11-22T02:45:28.262Z' },
  { figure: 'Figure 6, lab node', range: FIGURE_6.lab, evicted: '2026-11-21T21:23:48.488Z' },
  { figure: 'Figure 6, modern node', range: FIGURE_6.modern, evicted: '2026-11-22T02:53:52.387Z' },
])('$figure shows at least four minutes before the first eviction and three after it', ({ range, evicted }) => {
  const at = Date.parse(evicted);
  const minute = 60_000;
  expect(at - Date.parse(range.from)).toBeGreaterThan(4 * minute);
  expect(Date.parse(range.to) - at).toBeGreaterThan(3 * minute);
});

describe.each([
  { file: 'figure-3.json', incidents: FIGURE_3 },
  { file: 'figure-6.json', incidents: FIGURE_6 },
])('$file', ({ file, incidents }) => {
  const dashboard = read(file);

  it('opens on the lab node at the time of the incident', () => {
    const node = dashboard.templating.list.find(({ name }: { name: string }) => name === 'node');
    expect(node.current.value).toBe('lab-node');
    expect(dashboard.time).toEqual({ from: incidents.lab.from, to: incidents.lab.to });
    expect(dashboard.timezone).toBe('utc');
  });

  it('speaks of the recordings, not of whatever node is chosen, and says what to look for elsewhere', () => {
    const { content } = dashboard.panels[0].options;
    expect(content).not.toContain('$node');
    expect(content).toMatch(/^In the recordings .* On any other node look for /);
    expect(content).toContain('No data source to choose?');
  });

  it('has links that switch node and time together', () => {
    const incidentLinks = dashboard.links.filter(({ url }: { url: string }) => url.startsWith('/d/'));
    const targets = incidentLinks.map(({ url }: { url: string }) => {
      const { pathname, searchParams } = new URL(url, 'http://grafana');
      const param = (name: string) => searchParams.get(name);
      return { pathname, node: param('var-node'), from: param('from'), to: param('to') };
    });
    expect(targets).toEqual(
      [incidents.lab, incidents.modern].map(({ node, from, to }) => ({
        pathname: `/d/${dashboard.uid}`,
        node,
        from,
        to,
      }))
    );
  });
});

describe('node-memory.json', () => {
  const dashboard = read('node-memory.json');

  it.each(['incidents', 'node'])('leads to the page %s with its node, cluster, data source and time', (path) => {
    expect(dashboard.links).toContainEqual(
      expect.objectContaining({ url: `/a/tidemark-nodememory-app/${path}`, includeVars: true, keepTime: true })
    );
  });
  const [chart, builtIn] = dashboard.panels;

  const ofEvents = dashboard.annotations.list.filter(({ target }: { target: object }) => 'kinds' in target);

  it('lets the switches of the annotations reach our panel as well', () => {
    expect(chart.options.events).toBe('annotations');
  });

  it('marks events on the built-in chart by annotations only, one query a kind, each in the colour of our panel', () => {
    expect(builtIn.type).toBe('timeseries');
    expect(builtIn.targets).toMatchObject([{ kind: 'nodeMemory', events: false }]);
    expect(
      ofEvents.map(({ target, iconColor }: { target: { kinds: string[] }; iconColor: string }) => [
        ...target.kinds,
        iconColor,
      ])
    ).toEqual(Object.entries(EVENT_COLORS));
  });

  it('draws the same node on both charts', () => {
    expect(chart.type).toBe('tidemark-nodememory-panel');
    const node = ({ targets }: { targets: Array<{ cluster: string; node: string }> }) =>
      targets.map(({ cluster, node }) => [cluster, node]);
    expect(node(chart)).toEqual([['$cluster', '$node']]);
    expect(node(builtIn)).toEqual(node(chart));
  });
});
