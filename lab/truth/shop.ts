import type { ScenarioInput } from '../simulator/scenario';

type PodInput = NonNullable<ScenarioInput['pods']>[number];

/** What runs on a node of a shop beside whatever happens. */
export const SHOP: readonly PodInput[] = [
  {
    namespace: 'shop',
    name: 'storefront',
    owner: 'ReplicaSet',
    replicas: 3,
    containers: [{ name: 'web', request: '96Mi', limit: '256Mi', memory: { start: '100Mi', wobble: '4Mi' } }],
  },
  {
    namespace: 'shop',
    name: 'store',
    owner: 'StatefulSet',
    containers: [{ name: 'redis', memory: { start: '140Mi' } }],
  },
  {
    namespace: 'logging',
    name: 'log-agent',
    owner: 'DaemonSet',
    containers: [{ name: 'log-agent', memory: { start: '52Mi', wobble: '2Mi' } }],
  },
];

/** Fills its limit of 300 MiB in about three minutes, again and again. */
export const CHECKOUT: PodInput = {
  namespace: 'shop',
  name: 'checkout',
  owner: 'ReplicaSet',
  start: '6m',
  containers: [
    { name: 'checkout', request: '100Mi', limit: '300Mi', memory: { start: '20Mi', grow: { by: '5Mi', every: '3s' } } },
  ],
};

/** Grows past allocatable. */
export const MEM_LEAK: PodInput = {
  namespace: 'batch',
  name: 'mem-leak',
  start: '5m',
  restartPolicy: 'Never',
  containers: [{ name: 'leak', memory: { start: '10Mi', grow: { by: '100Mi', every: '6s' } } }],
};
