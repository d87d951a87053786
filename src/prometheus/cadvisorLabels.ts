import { isNot } from './promql';

/** The name of a container. */
export const CONTAINER_LABELS = ['namespace', 'pod', 'container'];
/** One cgroup: a container that restarted has several. */
export const CGROUP_LABELS = [...CONTAINER_LABELS, 'id'];

/** No cgroup above the container's; the pause container is `POD` or nameless. */
export const OF_CONTAINERS = [isNot('container', ''), isNot('container', 'POD')];
/** cAdvisor's series: those of the same name from /metrics/resource have no id. */
export const OF_CADVISOR = [...OF_CONTAINERS, isNot('id', '')];
