import { expectAlerts, type Fact } from '../testing/alertsFiring';

import { eviction } from './eviction';

const POD_SIGNAL =
  'kubelet_evictions{node="a",instance="10.0.0.1:10250",eviction_signal="allocatableMemory.available"}';
const NODE_SIGNAL = 'kubelet_evictions{node="a",instance="10.0.0.1:10250",eviction_signal="memory.available"}';
const READ = { 'kubelet_running_pods{node="a",instance="10.0.0.1:10250"}': '10x80' };
const fired = (signal: string) => ({ node: 'a', eviction_signal: signal });

const FACTS: readonly Fact[] = [
  {
    title: 'fires on the very first eviction, whose counter is born at 1',
    series: { ...READ, [POD_SIGNAL]: '_x40 1x40' },
    at: '22m',
    fires: [fired('allocatableMemory.available')],
  },
  {
    title: 'names each signal',
    series: { ...READ, [POD_SIGNAL]: '_x40 1x40', [NODE_SIGNAL]: '1x39 2x40' },
    at: '22m',
    fires: [fired('allocatableMemory.available'), fired('memory.available')],
  },
  {
    title: 'is over ten minutes after the last one',
    series: { ...READ, [POD_SIGNAL]: '_x20 1x60' },
    at: '30m',
    fires: [],
  },
  {
    title: 'keeps silent about an old count where nothing is new',
    series: { ...READ, [POD_SIGNAL]: '7x80' },
    at: '20m',
    fires: [],
  },
  {
    title: 'keeps silent about an old count when the kubelet is read for the first time',
    series: {
      'kubelet_running_pods{node="a",instance="10.0.0.1:10250"}': '_x20 10x60',
      [POD_SIGNAL]: '_x20 7x60',
    },
    at: '12m',
    fires: [],
  },
  {
    title: 'keeps silent after a gap in which the kubelet was not read at all',
    series: {
      'kubelet_running_pods{node="a",instance="10.0.0.1:10250"}': '10x9 stale _x20 10x60',
      [POD_SIGNAL]: '7x9 stale _x20 7x60',
    },
    at: '16m',
    fires: [],
  },
  {
    title: 'fires on the first eviction after a kubelet restart, which began to count anew',
    series: { ...READ, [POD_SIGNAL]: '7x19 stale _x19 1x40' },
    at: '21m',
    fires: [fired('allocatableMemory.available')],
  },
  {
    title: 'goes on firing while the kubelet misses scrapes',
    series: {
      'kubelet_running_pods{node="a",instance="10.0.0.1:10250"}': '10x15 _x4 10x20 _x3 10x36',
      [POD_SIGNAL]: '_x15 _x4 _x18 1 1 _x3 1x36',
    },
    at: '26m',
    fires: [fired('allocatableMemory.available')],
  },
  {
    title: 'counts once what two replicas of a scrape report',
    series: {
      ...READ,
      [POD_SIGNAL]: '1x39 2x40',
      [POD_SIGNAL.replace('node="a"', 'node="a",replica="b"')]: '1x39 2x40',
    },
    at: '22m',
    fires: [fired('allocatableMemory.available')],
  },
  {
    title: 'finds the node by its IP where the kubelet’s series carry no node',
    series: {
      'kube_node_info{node="a",internal_ip="10.0.0.1"}': '1x80',
      'kubelet_running_pods{instance="10.0.0.1:10250"}': '10x80',
      'kubelet_evictions{instance="10.0.0.1:10250",eviction_signal="memory.available"}': '_x40 1x40',
    },
    at: '22m',
    fires: [fired('memory.available')],
  },
  {
    title: 'keeps silent where nothing of the kubelet is collected',
    series: { 'kube_node_info{node="a",internal_ip="10.0.0.1"}': '1x80' },
    at: '20m',
    fires: [],
  },
];

it.each(FACTS)('$title', (fact) => expectAlerts(eviction.alert, fact));
