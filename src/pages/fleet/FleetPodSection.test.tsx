import { dateTime, LoadingState, type PanelData } from '@grafana/data';
import { EmbeddedScene, SceneFlexItem, SceneFlexLayout, SceneQueryRunner, SceneTimeRange } from '@grafana/scenes';
import { act, render, screen, within } from '@testing-library/react';
import React from 'react';
import { MemoryRouter } from 'react-router-dom';

import { FIGURE_3 } from '../../../test/fixtures/incidents';
import { incidentsFrame } from '../../frames/incidentsFrame';
import { podHistoryFrame, type ReadHistory } from '../../frames/podHistoryFrame';
import { PodFinder } from '../incidents/pod/PodFinder';
import { NodesReview } from '../shared/NodesReview';
import { panelData } from '../testing/nodeFrames';

import { FleetPodSection } from './FleetPodSection';

const [FROM, TO] = [Date.UTC(2026, 10, 21, 21), Date.UTC(2026, 10, 21, 22)];
const SEEN = { namespace: 'alloc-tests', pod: 'alloc-mem-leak', node: 'lab-node', cluster: 'prod', lastSeen: FROM };

const asked = jest.spyOn(NodesReview.prototype, 'review').mockImplementation(function (this: NodesReview, nodes) {
  this.setState({ asked: nodes, data: undefined });
});
beforeEach(() => asked.mockClear());
// Its query needs a data source; the answer is given by each test.
jest.spyOn(SceneQueryRunner.prototype, 'runQueries').mockImplementation(() => undefined);

function show(pod: string) {
  const history = new SceneQueryRunner({ queries: [] });
  const finder = new PodFinder({ history, cluster: '', pod });
  const section = new FleetPodSection({ finder: finder.getRef(), root: '/a/app/incidents' });
  const scene = new EmbeddedScene({
    $timeRange: new SceneTimeRange({
      from: new Date(FROM).toISOString(),
      to: new Date(TO).toISOString(),
      timeZone: 'utc',
    }),
    controls: [finder],
    body: new SceneFlexLayout({ children: [new SceneFlexItem({ body: section })] }),
  });
  render(
    <MemoryRouter>
      <scene.Component model={scene} />
    </MemoryRouter>
  );
  const range = { from: dateTime(FROM), to: dateTime(TO) };
  const answer = (data: PanelData) =>
    act(() => history.setState({ data: { ...data, timeRange: { ...range, raw: range } } }));
  return {
    answer,
    tell: (read: Partial<ReadHistory>) =>
      answer(panelData({ series: [podHistoryFrame({ pods: [], ends: [], incomplete: false, ...read })] })),
    review: (data: PanelData) => act(() => section.state.review.setState({ data })),
  };
}

const region = () => screen.getByRole('region', { name: /What became of/ });

it('reviews only the nodes on which the pod ran, and leads to the incident that ended it and to the node then', () => {
  const { tell, review } = show('alloc-tests/alloc-mem-leak');
  expect(region()).toHaveTextContent('Looking for it…');
  tell({ pods: [SEEN, SEEN], ends: [{ ...SEEN, container: 'leak', at: FROM + 720_000, exitCode: 137 }] });
  expect(asked.mock.calls).toEqual([[[{ node: 'lab-node', cluster: 'prod' }], { from: FROM, to: TO }]]);
  expect(region()).toHaveTextContent('Looking for it…');
  review(panelData({ series: [incidentsFrame({ incidents: [FIGURE_3], findings: [] })] }));
  expect(region()).toHaveTextContent('alloc-tests/alloc-mem-leak was evicted at 2026-11-21 21:12:10 UTC');
  const incident = within(region()).getByRole('link', { name: FIGURE_3.headline });
  expect(incident.getAttribute('href')).toContain(`/a/app/incidents/${FIGURE_3.id}?`);
  const then = within(region()).getByRole('link', { name: 'The node then' });
  const { pathname, searchParams } = new URL(then.getAttribute('href') ?? '', 'http://grafana');
  expect(pathname).toBe('/a/tidemark-nodememory-app/node');
  expect(Object.fromEntries(searchParams)).toMatchObject({
    'var-node': 'lab-node',
    'var-cluster': 'prod',
    from: '2026-11-21T21:02:00.000Z',
    to: '2026-11-21T21:17:00.000Z',
  });
});

it('a pod that was never seen has nothing reviewed, and is not called well', () => {
  const { tell } = show('nobody');
  tell({});
  expect(asked.mock.calls[0]?.[0]).toEqual([]);
  expect(region()).toHaveTextContent('No pod and no workload nobody was seen');
});

it('says why nothing can be said where its history could not be read', () => {
  const { answer } = show('web');
  answer(panelData({ state: LoadingState.Error, errors: [{ message: 'connection refused' }] }));
  expect(screen.getByText('connection refused')).toBeInTheDocument();
});

it('is not there while nobody asks', () => {
  show('');
  expect(screen.queryByRole('region')).not.toBeInTheDocument();
});
