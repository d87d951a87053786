import type { Random } from '../simulator/random';
import type { ScenarioInput } from '../simulator/scenario';

type PodInput = NonNullable<ScenarioInput['pods']>[number];
type EventInput = NonNullable<ScenarioInput['events']>[number];
type NodeInput = NonNullable<ScenarioInput['node']>;

/** Where a plot plays; times in seconds. */
export interface Stage {
  readonly random: Random;
  readonly node: NodeInput;
  readonly first: number;
  readonly last: number;
}

interface Act {
  readonly pods?: readonly PodInput[];
  readonly events?: readonly EventInput[];
  readonly node?: NodeInput;
}

/** Something that happens on a node, with its numbers drawn. */
export interface Plot {
  readonly name: string;
  readonly play: (stage: Stage, index: number) => Act;
}

const s = (seconds: number) => `${Math.round(seconds)}s`;
const when = ({ random, first, last }: Stage) => random.whole(first, last);
const OWNERS = ['bare', 'ReplicaSet', 'StatefulSet', 'DaemonSet', 'Job'] as const;

export const PLOTS: readonly Plot[] = [
  { name: 'oom1', play: (stage, i) => ({ pods: [leakInLimit(stage, i)] }) },
  { name: 'oom1', play: (stage, i) => ({ pods: [leakInLimit(stage, i)] }) },
  {
    name: 'oom1-prefork',
    play: (stage, i) => {
      const { random } = stage;
      const memory = {
        start: '8Mi',
        grow: { by: `${random.whole(4, 10)}Mi`, every: s(random.whole(5, 12)), after: '10s' },
      };
      return {
        pods: [
          {
            namespace: 'jobs',
            name: `prefork-${i}`,
            owner: random.pick(OWNERS),
            start: s(when(stage) - 120),
            containers: [
              {
                name: 'api',
                request: '100Mi',
                limit: '300Mi',
                memory: { start: '20Mi' },
                workers: { count: 5, memory },
              },
            ],
          },
        ],
      };
    },
  },
  {
    name: 'oom1-sidecar',
    play: (stage, i) => {
      const pod = leakInLimit(stage, i);
      return {
        pods: [
          {
            ...pod,
            sidecars: pod.containers,
            containers: [{ name: 'main', request: '50Mi', limit: '128Mi', memory: { start: '40Mi' } }],
          },
        ],
      };
    },
  },
  {
    name: 'oom1-resized',
    play: (stage, i) => {
      const pod = leakInLimit(stage, i);
      return {
        pods: [pod],
        events: [
          {
            at: s(stage.last - stage.random.whole(0, 300)),
            do: 'resize',
            pod: `${pod.namespace}/${pod.name}`,
            limit: '2Gi',
          },
        ],
      };
    },
  },
  {
    name: 'child-killed',
    play: ({ random, ...stage }, i) => ({
      node: { cgroup: 'v1', kubernetes: random.pick(['1.20', '1.30']), kubeStateMetrics: '2.15' },
      pods: [
        {
          namespace: 'jobs',
          name: `runner-${i}`,
          start: s(when({ random, ...stage }) - 60),
          containers: [
            {
              name: 'runner',
              request: '64Mi',
              limit: '300Mi',
              memory: { start: '12Mi' },
              workers: { count: 1, memory: { start: '4Mi', grow: { by: '20Mi', every: s(random.whole(2, 8)) } } },
            },
          ],
        },
      ],
    }),
  },
  { name: 'oom2', play: (stage, i) => ({ pods: [bigLeak(stage, i, { by: [40, 140], every: [4, 8] })] }) },
  { name: 'oom4', play: (stage, i) => ({ pods: [bigLeak(stage, i, { by: [700, 1500], every: [1, 2] })] }) },
  { name: 'oom2-or-4', play: (stage, i) => ({ pods: [bigLeak(stage, i, { by: [150, 500], every: [1, 3] })] }) },
  { name: 'oom3', play: (stage, i) => hostLeak(stage, i, { by: [60, 160], every: [3, 6] }) },
  { name: 'node-exhausted', play: (stage, i) => hostLeak(stage, i, { by: [400, 1200], every: [1, 2] }) },
  {
    name: 'exhausted-before-eviction',
    play: (stage, i) => ({
      ...hostLeak(stage, i, { by: [60, 200], every: [3, 6] }),
      node: { evictionHard: 'memory.available<100Mi' },
    }),
  },
  {
    name: 'oom5',
    play: (stage, i) => {
      const { random } = stage;
      return {
        pods: [
          {
            namespace: 'jobs',
            name: `resize-${i}`,
            owner: random.pick(OWNERS),
            start: s(when(stage) - 120),
            containers: [
              {
                name: 'resize',
                request: '64Mi',
                limit: '300Mi',
                memory: {
                  start: '10Mi',
                  grow: { by: '10Mi', every: s(random.whole(3, 7)) },
                  exit: { code: random.pick([134, 139]), at: `${random.whole(120, 240)}Mi` },
                },
              },
            ],
          },
        ],
      };
    },
  },
  {
    name: 'crash',
    play: (stage, i) => {
      const { random } = stage;
      return {
        pods: [
          {
            namespace: 'jobs',
            name: `crash-${i}`,
            owner: random.pick(OWNERS),
            start: s(when(stage) - 60),
            containers: [
              {
                name: 'crash',
                request: '64Mi',
                limit: '300Mi',
                memory: { start: '40Mi', exit: { code: random.pick([1, 2, 126, 127]), after: s(random.whole(5, 90)) } },
              },
            ],
          },
        ],
      };
    },
  },
  { name: 'kill-9', play: (stage) => onPod(stage, (pod) => ({ do: 'kill', pod, signal: 'SIGKILL' })) },
  { name: 'sigterm', play: (stage) => onPod(stage, (pod) => ({ do: 'kill', pod, signal: 'SIGTERM' })) },
  { name: 'liveness', play: (stage) => onPod(stage, (pod) => ({ do: 'liveness', pod })) },
  {
    name: 'liveness-137',
    play: (stage, i) => ({
      pods: [
        {
          namespace: 'shop',
          name: `stuck-${i}`,
          gracePeriod: s(stage.random.pick([2, 10, 30])),
          containers: [{ name: 'stuck', request: '64Mi', limit: '200Mi', onSigterm: null, memory: { start: '50Mi' } }],
        },
      ],
      events: [{ at: s(when(stage)), do: 'liveness', pod: `shop/stuck-${i}` }],
    }),
  },
  { name: 'delete', play: (stage) => onPod(stage, (pod) => ({ do: 'delete', pod })) },
  {
    name: 'rolling-restart',
    play: (stage) => ({
      pods: [plain(stage)],
      events: [{ at: s(when(stage)), do: 'rolling-restart', workload: 'apps/plain' }],
    }),
  },
  { name: 'drain', play: (stage) => ({ events: drained(when(stage)) }) },
  {
    name: 'power-loss',
    play: (stage) => ({ events: [{ at: s(when(stage)), do: 'power-loss', for: s(stage.random.whole(20, 230)) }] }),
  },
  {
    name: 'reboot',
    play: (stage) => ({ events: [{ at: s(when(stage)), do: 'reboot', for: s(stage.random.whole(20, 150)) }] }),
  },
  {
    name: 'exhausted-then-power-loss',
    play: (stage, i) => {
      const at = when(stage);
      const act = hostLeak({ ...stage, first: at, last: at }, i, { by: [60, 160], every: [3, 6] });
      return {
        events: [...(act.events ?? []), { at: s(at + stage.random.whole(40, 220)), do: 'power-loss', for: '90s' }],
      };
    },
  },
  {
    name: 'kubelet-restart',
    play: (stage) => ({ events: [{ at: s(when(stage)), do: 'kubelet-restart', for: s(stage.random.whole(2, 40)) }] }),
  },
  {
    name: 'disk',
    play: (stage) => ({ events: [{ at: s(when(stage)), do: 'fill-disk', for: s(stage.random.whole(10, 60)) }] }),
  },
  {
    name: 'soft-eviction',
    play: (stage, i) => ({
      ...hostLeak(stage, i, { by: [40, 80], every: [5, 8] }),
      node: { evictionSoft: { threshold: 'memory.available<1200Mi', gracePeriod: '60s', maxPodGracePeriod: '20s' } },
    }),
  },
  {
    name: 'restart-after-oom1',
    play: (stage, i) => {
      const pod = leakInLimit(stage, i);
      return { pods: [pod], events: [{ at: s(stage.last), do: 'kubelet-restart', for: '5s' }] };
    },
  },
];

function leakInLimit(stage: Stage, i: number): PodInput {
  const { random } = stage;
  const limit = random.pick([128, 300, 512]);
  return {
    namespace: 'shop',
    name: `checkout-${i}`,
    owner: random.pick(OWNERS),
    start: s(Math.max(0, when(stage) - random.whole(0, 400))),
    restartPolicy: random.pick(['Always', 'Always', 'OnFailure', 'Never']),
    containers: [
      {
        name: 'checkout',
        request: `${Math.round(limit / 3)}Mi`,
        limit: `${limit}Mi`,
        memory: {
          start: '20Mi',
          wobble: '2Mi',
          grow: { by: `${random.whole(2, 60)}Mi`, every: s(random.whole(1, 8)), after: s(random.whole(0, 90)) },
        },
      },
    ],
  };
}

interface Pace {
  /** MiB, and seconds. */
  readonly by: readonly [number, number];
  readonly every: readonly [number, number];
}

function bigLeak(stage: Stage, i: number, { by, every }: Pace): PodInput {
  const { random } = stage;
  return {
    namespace: 'batch',
    name: `mem-leak-${i}`,
    owner: random.pick(OWNERS),
    restartPolicy: random.pick(['Always', 'Never']),
    start: s(Math.max(0, when(stage) - random.whole(0, 200))),
    containers: [
      {
        name: 'leak',
        ...(random.chance(0.3) && { request: '200Mi' }),
        memory: {
          start: '10Mi',
          grow: { by: `${random.whole(...by)}Mi`, every: s(random.whole(...every)), after: s(random.whole(5, 60)) },
        },
      },
    ],
  };
}

function hostLeak(stage: Stage, i: number, { by, every }: Pace): Act {
  const { random } = stage;
  const at = Math.max(60, when(stage) - random.whole(0, 240));
  const name = `backup-agent-${i}`;
  return {
    events: [
      {
        at: s(at),
        do: 'host-process',
        name,
        memory: { start: '10Mi', grow: { by: `${random.whole(...by)}Mi`, every: s(random.whole(...every)) } },
      },
      { at: s(at + random.whole(120, 700)), do: 'stop-host-process', name },
    ],
  };
}

function plain({ random }: Stage): PodInput {
  return {
    namespace: 'apps',
    name: 'plain',
    owner: random.pick(['ReplicaSet', 'ReplicaSet', 'StatefulSet', 'DaemonSet']),
    replicas: random.whole(1, 3),
    containers: [{ name: 'app', request: '64Mi', limit: '256Mi', memory: { start: '90Mi', wobble: '8Mi' } }],
  };
}

function onPod(stage: Stage, event: (pod: string) => Omit<Extract<EventInput, { pod: string }>, 'at'>): Act {
  return { pods: [plain(stage)], events: [{ ...event('apps/plain'), at: s(when(stage)) } as EventInput] };
}

function drained(at: number): EventInput[] {
  return [
    { at: s(at), do: 'drain' },
    { at: s(at + 240), do: 'uncordon' },
  ];
}
