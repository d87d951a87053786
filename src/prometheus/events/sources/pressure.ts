import { detectPressure, type PressureViews } from '../../../domain/events/detectPressure';
import type { Series } from '../../../domain/series';
import type { EpochMs } from '../../../domain/units';
import { kubeNodeSeries } from '../../nodeSelector';
import type { Apart, PromReply } from '../../ports/port';
import { aggregate, is, matches, or } from '../../promql';
import type { NodeScope } from '../../scope';
import { partOf, type EventSource } from '../eventSource';
import { isCoarse, part, peakOver, sampleTime } from '../queryParts';

/** The node's conditions, and when kube-state-metrics was read. */
export const PRESSURE: EventSource = {
  refId: 'eventsPressure',
  ask: (scope) => ({ expr: pressure(scope) }),
  frugal: { tells: 'interrupted' },
  missing: [
    {
      finding: {
        severity: 'warning',
        code: 'missing-node-conditions',
        text: 'No conditions of the node: windows of memory pressure are not shown.',
        remedy: 'Scrape kube-state-metrics and keep kube_node_status_condition.',
      },
    },
  ],
};

const pressure = (scope: NodeScope): string => or(...conditions(scope), readAt(scope));

/** The conditions, which seldom change, and when they were read, which is another time at each step. */
export const pressureApart = (scope: NodeScope): Apart => ({ seldom: or(...conditions(scope)), each: readAt(scope) });

function conditions(scope: NodeScope): readonly string[] {
  const taint = [is('key', 'node.kubernetes.io/memory-pressure')];
  const status = statusOf(scope);
  const ready = kubeNodeSeries(scope, 'kube_node_status_condition', [
    is('condition', 'Ready'),
    matches('status', 'false|unknown'),
  ]);
  const unschedulable = kubeNodeSeries(scope, 'kube_node_spec_unschedulable');
  return [
    part('condition', aggregate('max', status, ['status'])),
    ...(isCoarse(scope) ? [part('peak', aggregate('max', peakOver(scope)(status), ['status']))] : []),
    part('taint', aggregate('max', peakOver(scope)(kubeNodeSeries(scope, 'kube_node_spec_taint', taint)))),
    part('ready', `${aggregate('max', peakOver(scope)(ready), ['status'])} > 0`),
    part('unschedulable', `${aggregate('max', peakOver(scope)(unschedulable))} > 0`),
  ];
}

const readAt = (scope: NodeScope): string => part('sampledAt', aggregate('max', sampleTime(statusOf(scope))));

const statusOf = (scope: NodeScope): string =>
  kubeNodeSeries(scope, 'kube_node_status_condition', [
    is('condition', 'MemoryPressure'),
    matches('status', 'true|false'),
  ]);

export function pressureOf(reply: PromReply): ReturnType<typeof detectPressure> {
  const clock = kubeStateClock(reply);
  return detectPressure(pressureViews(reply)).map((window) => ({
    ...window,
    earliest: clock(window.earliest),
    latest: clock(window.latest),
  }));
}

function pressureViews(reply: PromReply): PressureViews {
  const status = (part: string, value: string) =>
    partOf(reply, PRESSURE, part).find(({ labels }) => labels['status'] === value);
  const held = status('peak', 'true') ?? status('condition', 'true');
  return held
    ? { held, cleared: status('condition', 'false') }
    : { held: partOf(reply, PRESSURE, 'taint')[0], cleared: zeroed(partOf(reply, PRESSURE, 'sampledAt')[0]) };
}

/** Any time kube-state-metrics was read, the taint was there or it was not. */
function zeroed(series: Series | undefined): Series | undefined {
  return series && { ...series, values: series.values.map(() => 1) };
}

type Clock = (gridTime: EpochMs) => EpochMs;
const clocks = new WeakMap<PromReply['series'], Clock>();

/** The sample time behind each grid time of kube-state-metrics; the grid time itself where that is unknown. */
export function kubeStateClock(reply: PromReply): Clock {
  const clock = clocks.get(reply.series) ?? clockOf(reply);
  clocks.set(reply.series, clock);
  return clock;
}

function clockOf(reply: PromReply): Clock {
  const [sampledAt] = partOf(reply, PRESSURE, 'sampledAt');
  const stamps = new Map(sampledAt?.times.map((time, i) => [time, (sampledAt.values[i] ?? NaN) * 1000]));
  return (time) => stamps.get(time) ?? time;
}
