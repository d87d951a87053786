import type { Series } from '../../domain/series';
import type { PromReply } from '../ports/port';

import { ofNodesPods } from './ofNodesPods';
import { RESTARTS } from './sources/containerStatuses';
import { PODS } from './sources/pods';

const WEB = { namespace: 'shop', pod: 'web-0' };
const named = { pods: [WEB] };

const series = (labels: Series['labels'], times: readonly number[]): Series => ({
  labels,
  times,
  values: times.map(() => 1),
});

const reply = (told: Series, seen?: readonly Series[]): PromReply => ({
  series: { [RESTARTS.refId]: [told], ...(seen && { [PODS.refId]: seen }) },
  errors: [],
  warnings: [],
});

const here = series({ ...WEB, uid: 'a', tidemark: 'info' }, [0, 30]);

test.each<[string, Series, readonly number[] | undefined]>([
  ['of the pod while it is here is kept', series({ ...WEB, uid: 'a' }, [0, 30]), [0, 30]],
  ['of the pod before it came is not', series({ ...WEB, uid: 'a' }, [0, 30, 60]), [0, 30]],
  ['of a pod of that name elsewhere is not', series({ ...WEB, uid: 'b' }, [0, 30]), undefined],
])('what is told %s', (_, told, times) => {
  expect(ofNodesPods(named, reply(told, [here])).series[RESTARTS.refId]?.[0]?.times).toEqual(times);
});

test('where nobody could read which pods are here, all is kept', () => {
  const told = series({ ...WEB, uid: 'b' }, [0]);
  expect(ofNodesPods(named, reply(told)).series[RESTARTS.refId]).toEqual([told]);
});

test('what the server joined itself is as it came', () => {
  const told = series({ ...WEB, uid: 'b' }, [0]);
  expect(ofNodesPods({}, reply(told, [here])).series[RESTARTS.refId]).toEqual([told]);
});
