import { expectAlerts, mebi, NODE_OF_8_GIB, pod, type Fact } from '../testing/alertsFiring';

import { kubepodsLimitNear } from './kubepodsLimitNear';
import { allocatableSoon, evictionHardSoon } from './lineSoon';
import { nodeNearEviction } from './nodeNearEviction';
import { podsOverAllocatable } from './podsOverAllocatable';
import { reserveTooSmall } from './reserveTooSmall';

const FIRES = [{ node: 'a' }];
/** MiB: allocatable is 7168, capacity 8192. */
const root = (values: string) => ({ 'container_memory_working_set_bytes{node="a",id="/"}': mebi(values) });
/** allocatable + 750 MiB: what a node with evictionHard 750Mi and the rest reserved has. */
const KUBEPODS = { 'container_spec_memory_limit_bytes{node="a",id="/kubepods.slice"}': mebi('7918x60') };

const TABLE: ReadonlyArray<readonly [{ readonly alert: string }, readonly Fact[]]> = [
  [
    podsOverAllocatable,
    [
      {
        title: 'fires as soon as the pods are above allocatable',
        series: { ...NODE_OF_8_GIB, ...pod('7000x9 7200x50') },
        at: '5m',
        fires: FIRES,
      },
      {
        title: 'keeps silent exactly at allocatable',
        series: { ...NODE_OF_8_GIB, ...pod('7168x60') },
        at: '20m',
        fires: [],
      },
      {
        title: 'keeps silent over a ghost, which the store repeats for minutes after the container is gone',
        series: {
          ...NODE_OF_8_GIB,
          ...pod('4000x60'),
          'container_memory_working_set_bytes{node="a",namespace="shop",pod="gone",container="main",id="/kubepods/pod-gone/main"}':
            mebi('4000x60'),
          'container_start_time_seconds{node="a",namespace="shop",pod="gone",container="main",id="/kubepods/pod-gone/main"}':
            '1x9 stale',
        },
        at: '8m',
        fires: [],
      },
      {
        title: 'counts a container once that two endpoints report',
        series: {
          ...NODE_OF_8_GIB,
          ...pod('4000x60'),
          'container_memory_working_set_bytes{node="a",namespace="shop",pod="shop-1",container="main",id="/kubepods/pod-shop-1/main",endpoint="b"}':
            mebi('4000x60'),
        },
        at: '8m',
        fires: [],
      },
      {
        title: 'fires where a collection keeps neither start times nor limits',
        series: {
          ...NODE_OF_8_GIB,
          'container_memory_working_set_bytes{node="a",namespace="shop",pod="shop-1",container="main",id="/kubepods/x"}':
            mebi('7200x60'),
        },
        at: '8m',
        fires: FIRES,
      },
      {
        title: 'keeps silent where allocatable is not collected',
        series: pod('99999x60'),
        at: '8m',
        fires: [],
      },
    ],
  ],
  [
    nodeNearEviction,
    [
      {
        title: 'fires below 5 % of the node above eviction-hard, 100Mi where no series tells it',
        series: { ...NODE_OF_8_GIB, ...root('7700x60') },
        at: '10m',
        fires: FIRES,
      },
      {
        title: 'takes eviction-hard from the kubepods limit where that is measured',
        series: { ...NODE_OF_8_GIB, ...KUBEPODS, ...root('7100x60') },
        at: '10m',
        fires: FIRES,
      },
      {
        title: 'keeps silent with the same use and the smaller threshold',
        series: { ...NODE_OF_8_GIB, ...root('7100x60') },
        at: '10m',
        fires: [],
      },
      {
        title: 'takes the node from /proc/meminfo where the kubelet’s root cgroup stopped answering',
        series: {
          ...NODE_OF_8_GIB,
          ...root('1000x9 _x50'),
          'node_memory_AnonPages_bytes{instance="10.0.0.1:9100"}': mebi('7600x60'),
          'node_memory_Cached_bytes{instance="10.0.0.1:9100"}': mebi('200x60'),
          'node_memory_Buffers_bytes{instance="10.0.0.1:9100"}': mebi('0x60'),
          'node_memory_Inactive_file_bytes{instance="10.0.0.1:9100"}': mebi('100x60'),
        },
        at: '20m',
        fires: FIRES,
      },
      {
        title: 'keeps silent where nothing tells the node’s use',
        series: NODE_OF_8_GIB,
        at: '10m',
        fires: [],
      },
    ],
  ],
  [
    allocatableSoon,
    [
      {
        title: 'fires while the pods grow towards allocatable',
        series: { ...NODE_OF_8_GIB, ...pod('3000+60x60') },
        at: '25m',
        fires: FIRES,
      },
      {
        title: 'keeps silent at a level that does not move',
        series: { ...NODE_OF_8_GIB, ...pod('7000x60') },
        at: '25m',
        fires: [],
      },
      {
        title: 'keeps silent after a step, which looks like a climb to the last quarter of an hour',
        series: { ...NODE_OF_8_GIB, ...pod('1000x25 5000x34') },
        at: '21m',
        fires: [],
      },
      {
        title: 'keeps silent after two samples, which are no trend',
        series: { ...NODE_OF_8_GIB, ...pod('_x40 3000 5000') },
        at: '21m',
        fires: [],
      },
    ],
  ],
  [
    evictionHardSoon,
    [
      {
        title: 'fires while the node’s available memory falls towards eviction-hard',
        series: { ...NODE_OF_8_GIB, ...root('3500+60x60') },
        at: '29m30s',
        fires: FIRES,
      },
      {
        title: 'keeps silent at a level that does not move',
        series: { ...NODE_OF_8_GIB, ...root('7600x60') },
        at: '25m',
        fires: [],
      },
      {
        title: 'keeps silent below the line, where nothing is left to foresee',
        series: { ...NODE_OF_8_GIB, ...root('7000+20x60') },
        at: '29m30s',
        fires: [],
      },
    ],
  ],
  [
    kubepodsLimitNear,
    [
      {
        title: 'fires in the last quarter of the band',
        series: { ...NODE_OF_8_GIB, ...KUBEPODS, ...pod('7750x60') },
        at: '5m',
        fires: FIRES,
      },
      {
        title: 'keeps silent in the band’s first half: the kubelet is evicting',
        series: { ...NODE_OF_8_GIB, ...KUBEPODS, ...pod('7500x60') },
        at: '5m',
        fires: [],
      },
      {
        title: 'assumes the band where the limit is not collected',
        series: { ...NODE_OF_8_GIB, ...pod('7250x60') },
        at: '5m',
        fires: FIRES,
      },
      {
        title: 'keeps silent of a kubepods cgroup without a limit',
        series: {
          ...NODE_OF_8_GIB,
          'container_spec_memory_limit_bytes{node="a",id="/kubepods.slice"}': '0x60',
          ...pod('6000x60'),
        },
        at: '5m',
        fires: [],
      },
    ],
  ],
  [
    reserveTooSmall,
    [
      {
        title: 'fires when the system uses more than what is reserved',
        series: { ...NODE_OF_8_GIB, ...KUBEPODS, ...pod('3000x60'), ...root('3500x60') },
        at: '20m',
        fires: FIRES,
      },
      {
        title: 'keeps silent within the reserve',
        series: { ...NODE_OF_8_GIB, ...KUBEPODS, ...pod('3000x60'), ...root('3200x60') },
        at: '20m',
        fires: [],
      },
      {
        title: 'keeps silent where the limit is assumed: a guess says nothing of the reserve',
        series: { ...NODE_OF_8_GIB, ...pod('3000x60'), ...root('7000x60') },
        at: '20m',
        fires: [],
      },
      {
        title: 'keeps silent on a node that reserves nothing',
        series: {
          ...NODE_OF_8_GIB,
          'container_spec_memory_limit_bytes{node="a",id="/kubepods"}': mebi('8192x60'),
          ...pod('3000x60'),
          ...root('3500x60'),
        },
        at: '20m',
        fires: [],
      },
    ],
  ],
];

describe.each(TABLE)('$alert', ({ alert }, facts) => {
  it.each(facts)('$title', (fact) => expectAlerts(alert, fact));
});
