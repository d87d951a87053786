import { exploreLink } from './exploreLink';

test('Explore opens on the query, the range and the Prometheus', () => {
  const link = exploreLink({ query: 'up{a="&#%"}', promUid: 'prom', from: 1000.4, to: 2000 });
  const url = new URL(link, 'http://grafana');
  expect(url.pathname).toBe('/explore');
  expect(JSON.parse(url.searchParams.get('panes') ?? '')).toEqual({
    tidemark: {
      datasource: 'prom',
      queries: [{ refId: 'A', expr: 'up{a="&#%"}', range: true, instant: false, datasource: { uid: 'prom' } }],
      range: { from: '1000', to: '2000' },
    },
  });
});
