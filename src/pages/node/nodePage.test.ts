import { setDataSourceSrv, type DataSourceSrv } from '@grafana/runtime';
import {
  EmbeddedScene,
  QueryVariable,
  SceneFlexLayout,
  sceneGraph,
  SceneQueryRunner,
  SceneVariableSet,
  VizPanel,
  type SceneVariable,
} from '@grafana/scenes';

import { hideEmptyPicker } from '../shared/hideEmptyPicker';
import { buildNodeScene } from './nodePage';
import { ViewSwitch } from './ViewSwitch';

const TIDEMARK = { uid: 'tidemark', name: 'Tidemark', type: 'tidemark-nodememory-datasource' };
const SECOND = { uid: 'other', name: 'Other cluster', type: 'tidemark-nodememory-datasource' };

const withDataSources = (list: readonly object[]) =>
  setDataSourceSrv({ getList: () => list } as unknown as DataSourceSrv);

const onlyOne = <T>(found: readonly T[]): T => {
  expect(found).toHaveLength(1);
  return found[0] as T;
};

describe('node page', () => {
  beforeEach(() => withDataSources([TIDEMARK]));

  it('reads chart, budget and events with one request, and the order of eviction beside it', () => {
    const runners = sceneGraph.findAllObjects(buildNodeScene(), (object) => object instanceof SceneQueryRunner);
    expect(runners.map(({ state }) => (state as SceneQueryRunner['state']).queries)).toEqual([
      [{ refId: 'A', kind: 'nodeMemory', cluster: '$cluster', node: '$node' }],
      [{ refId: 'B', kind: 'evictionOrder', cluster: '$cluster', node: '$node', by: 'kubelet' }],
    ]);
    runners.forEach(({ state }) =>
      expect(state).toMatchObject({ datasource: { type: 'tidemark-nodememory-datasource', uid: '${ds}' } })
    );
  });

  it.each([
    ['one data source', [TIDEMARK], false],
    ['several data sources', [TIDEMARK, SECOND], true],
  ])('with %s the picker is there: %s', (_, list, shown) => {
    withDataSources(list);
    const ds = sceneGraph.lookupVariable('ds', buildNodeScene()) as SceneVariable;
    // VariableHide: 0 shows, 2 hides.
    expect(ds.state.hide).toBe(shown ? 0 : 2);
  });

  it('asks for the nodes of the chosen cluster', () => {
    const node = sceneGraph.lookupVariable('node', buildNodeScene());
    expect(node?.state).toMatchObject({ query: { kind: 'nodes', cluster: '$cluster' } });
  });

  it('shows the cluster picker only while there is a cluster to pick, or an error to see', () => {
    const cluster = new QueryVariable({ name: 'cluster' });
    const scene = new EmbeddedScene({
      $variables: new SceneVariableSet({ variables: [cluster] }),
      body: new SceneFlexLayout({ children: [] }),
    });
    const stop = hideEmptyPicker('cluster')(scene);
    expect(cluster.state.hide).toBe(2);
    cluster.setState({ options: [{ label: 'shop', value: 'shop' }] });
    expect(cluster.state.hide).toBe(0);
    cluster.setState({ options: [{ label: '', value: '' }] });
    expect(cluster.state.hide).toBe(2);
    cluster.setState({ error: 'timeout' });
    expect(cluster.state.hide).toBe(0);
    stop?.();
    cluster.setState({ error: null });
    expect(cluster.state.hide).toBe(0);
  });

  describe('view switch', () => {
    const setUp = () => {
      const scene = buildNodeScene();
      const viewSwitch = onlyOne(
        sceneGraph.findAllObjects(scene, (object) => object instanceof ViewSwitch)
      ) as ViewSwitch;
      const chart = onlyOne(sceneGraph.findAllObjects(scene, (object) => object instanceof VizPanel)) as VizPanel;
      return { viewSwitch, chart };
    };

    it('starts with the pods and puts every change into the chart', () => {
      const { viewSwitch, chart } = setUp();
      const stop = viewSwitch.activate();
      expect(chart.state.options).toMatchObject({ view: 'pods' });
      viewSwitch.onChange('node');
      expect(chart.state.options).toMatchObject({ view: 'node' });
      stop();
    });

    it('is written to the URL and read from it', () => {
      const { viewSwitch, chart } = setUp();
      viewSwitch.updateFromUrl({ view: 'both' });
      expect(viewSwitch.getUrlState()).toEqual({ view: 'both' });
      const stop = viewSwitch.activate();
      expect(chart.state.options).toMatchObject({ view: 'both' });
      stop();
    });

    it.each([['<script>'], [null], [undefined], [['node']]])('ignores %p in the URL', (view) => {
      const { viewSwitch } = setUp();
      viewSwitch.updateFromUrl({ view });
      expect(viewSwitch.getUrlState()).toEqual({ view: 'pods' });
    });
  });
});
