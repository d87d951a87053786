import { expectAlerts, mebi, NODE_OF_8_GIB, pod, type Fact } from '../testing/alertsFiring';

import { containerOomKilled } from './containerOomKilled';
import { innocentPodsEvicted } from './innocentPodsEvicted';
import { nodeOutOfMemory } from './nodeOutOfMemory';
import { nodeRestarted } from './nodeRestarted';
import { processOomKilled } from './processOomKilled';

const FIRES = [{ node: 'a' }];
const KUBELET = 'node="a",instance="10.0.0.1:10250"';
const READ = { [`kubelet_running_pods{${KUBELET}}`]: '10x80' };
const EVICTED_FOR_THE_NODE = { [`kubelet_evictions{${KUBELET},eviction_signal="memory.available"}`]: '_x20 1x40' };
const ENDED = 'namespace="shop",pod="cart-1",container="main"';
const IS_ON_A = { 'kube_pod_info{namespace="shop",pod="cart-1",node="a"}': '1x60' };
const OOM_KILLED = {
  [`kube_pod_container_status_last_terminated_reason{${ENDED},reason="OOMKilled"}`]: '_x20 1x40',
};
const FIRES_FOR_CART = [{ node: 'a', namespace: 'shop', pod: 'cart-1', container: 'main' }];

const TABLE: ReadonlyArray<readonly [{ readonly alert: string }, readonly Fact[]]> = [
  [
    innocentPodsEvicted,
    [
      {
        title: 'fires when the node was short and the pods within allocatable',
        series: { ...READ, ...NODE_OF_8_GIB, ...EVICTED_FOR_THE_NODE, ...pod('3000x60') },
        at: '12m',
        fires: FIRES,
      },
      {
        title: 'keeps silent when the pods had been above allocatable minutes before',
        series: { ...READ, ...NODE_OF_8_GIB, ...EVICTED_FOR_THE_NODE, ...pod('3000x15 7300x3 3000x40') },
        at: '12m',
        fires: [],
      },
      {
        title: 'keeps silent about evictions for the pods together',
        series: {
          ...READ,
          ...NODE_OF_8_GIB,
          ...pod('3000x60'),
          [`kubelet_evictions{${KUBELET},eviction_signal="allocatableMemory.available"}`]: '_x20 1x40',
        },
        at: '12m',
        fires: [],
      },
    ],
  ],
  [
    containerOomKilled,
    [
      {
        title: 'fires at a kill, by the time the container ended',
        series: {
          ...IS_ON_A,
          ...OOM_KILLED,
          [`kube_pod_container_status_last_terminated_timestamp{${ENDED}}`]: '_x20 600x40',
        },
        at: '12m',
        fires: FIRES_FOR_CART,
      },
      {
        title: 'is over ten minutes later, although the reason stays',
        series: {
          ...IS_ON_A,
          ...OOM_KILLED,
          [`kube_pod_container_status_last_terminated_timestamp{${ENDED}}`]: '_x20 600x40',
        },
        at: '25m',
        fires: [],
      },
      {
        title: 'goes by restarts where kube-state-metrics tells no time',
        series: {
          ...IS_ON_A,
          ...OOM_KILLED,
          [`kube_pod_container_status_restarts_total{${ENDED}}`]: '0x19 1x40',
        },
        at: '12m',
        fires: FIRES_FOR_CART,
      },
      {
        title: 'keeps silent about another reason',
        series: {
          ...IS_ON_A,
          [`kube_pod_container_status_last_terminated_reason{${ENDED},reason="Error"}`]: '_x20 1x40',
          [`kube_pod_container_status_last_terminated_timestamp{${ENDED}}`]: '_x20 600x40',
        },
        at: '12m',
        fires: [],
      },
      {
        title: 'fires once although two kube-state-metrics report it',
        series: {
          ...IS_ON_A,
          ...OOM_KILLED,
          [`kube_pod_container_status_last_terminated_reason{${ENDED},reason="OOMKilled",instance="b"}`]: '_x20 1x40',
          'kube_pod_info{namespace="shop",pod="cart-1",node="a",instance="b"}': '1x60',
          [`kube_pod_container_status_last_terminated_timestamp{${ENDED}}`]: '_x20 600x40',
        },
        at: '12m',
        fires: FIRES_FOR_CART,
      },
    ],
  ],
  [
    processOomKilled,
    [
      {
        title: 'fires when the kernel’s count rises',
        series: { 'node_vmstat_oom_kill{node="a"}': '3x19 4x40' },
        at: '12m',
        fires: FIRES,
      },
      {
        title: 'keeps silent about an old count',
        series: { 'node_vmstat_oom_kill{node="a"}': '3x60' },
        at: '12m',
        fires: [],
      },
      {
        title: 'keeps silent when a reboot sets the count back to nothing',
        series: { 'node_vmstat_oom_kill{node="a"}': '3x19 0x40' },
        at: '12m',
        fires: [],
      },
      {
        title: 'keeps silent over a gap without a kill',
        series: { 'node_vmstat_oom_kill{node="a"}': '3x10 _x10 3x40' },
        at: '14m',
        fires: [],
      },
    ],
  ],
  [
    nodeOutOfMemory,
    [
      {
        title: 'fires when cAdvisor counts a kill at the root',
        series: { ...READ, [`container_oom_events_total{${KUBELET},id="/"}`]: '0x19 1x40' },
        at: '12m',
        fires: FIRES,
      },
      {
        title: 'keeps silent about kills in a cgroup',
        series: { ...READ, [`container_oom_events_total{${KUBELET},id="/kubepods"}`]: '0x19 1x40' },
        at: '12m',
        fires: [],
      },
      {
        title: 'keeps silent when a kubelet that has just started counts the kernel’s old messages again',
        series: {
          ...READ,
          [`container_oom_events_total{${KUBELET},id="/"}`]: '0x19 3x40',
          [`process_start_time_seconds{${KUBELET}}`]: '100x18 540x40',
        },
        at: '12m',
        fires: [],
      },
      {
        title: 'fires although another exporter of the node has just started',
        series: {
          ...READ,
          [`container_oom_events_total{${KUBELET},id="/"}`]: '0x19 1x40',
          [`process_start_time_seconds{${KUBELET}}`]: '100x60',
          'process_start_time_seconds{node="a",instance="10.0.0.1:9100"}': '100x18 540x40',
        },
        at: '12m',
        fires: FIRES,
      },
    ],
  ],
  [
    nodeRestarted,
    [
      {
        title: 'fires when the boot time moves',
        series: { 'node_boot_time_seconds{node="a"}': '100x10 _x6 500x40' },
        at: '10m',
        fires: FIRES,
      },
      {
        title: 'keeps silent over a gap alone',
        series: { 'node_boot_time_seconds{node="a"}': '100x10 _x6 100x40' },
        at: '10m',
        fires: [],
      },
    ],
  ],
];

describe.each(TABLE)('$alert', ({ alert }, facts) => {
  it.each(facts)('$title', (fact) => expectAlerts(alert, fact));
});

it('says MiB in bytes, as the kubelet’s series have it', () => {
  expect(mebi('100+5x10 7 _x3')).toBe('104857600+5242880x10 7340032 _x3');
});
