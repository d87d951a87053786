import { PART } from '../events/eventSource';
import type { PromReply } from '../ports/port';

import { tracksOf } from './detailSeries';
import { INCIDENT_REF } from './incidentRef';

const UID = '3eeb27ae_ff52_451e_abba_0246cf17edd0';
const SLICE = `/kubepods.slice/kubepods-burstable.slice/kubepods-burstable-pod${UID}.slice`;
const CGROUPFS = `/kubepods/burstable/pod${UID.replace(/_/g, '-')}`;

const reply = (labels: Readonly<Record<string, string>>): PromReply => {
  const series = (part: string, value: number) => ({
    labels: { namespace: 'shop', pod: 'web', [PART]: part, ...labels },
    times: [30_000],
    values: [value],
  });
  return { series: { [INCIDENT_REF.peaks]: [series('peak', 200), series('peakAt', 29)] }, errors: [], warnings: [] };
};

test.each<[string, Record<string, string>, string[]]>([
  ['a pod’s slice', { id: SLICE }, ['its pod']],
  ['a pod’s cgroup of the cgroupfs driver', { id: CGROUPFS }, ['its pod']],
  ['a container', { id: `${SLICE}/cri-containerd-1c4a.scope`, container: 'web' }, ['web']],
  ['containerd’s pause container, which has no name and is no pod', { id: `${SLICE}/cri-containerd-88f6.scope` }, []],
  ['the same below the cgroupfs driver', { id: `${CGROUPFS}/88f69045e5c8` }, []],
  ['a pod where no id is kept', {}, ['its pod']],
])('%s has the peaks of its own cgroup', (_, labels, containers) => {
  expect(tracksOf(reply(labels), 'peak').map(({ container = 'its pod' }) => container)).toEqual(containers);
});

it('keeps each limit of a cgroup from when it was first seen: it may be changed in place', () => {
  const labels = { namespace: 'shop', pod: 'web', container: 'web', id: `${SLICE}/cri-containerd-1c4a.scope` };
  const limit = { labels: { ...labels, [PART]: 'limit' }, times: [30_000, 60_000, 90_000], values: [512, 512, 2048] };
  const { series, ...rest } = reply(labels);
  const [track] = tracksOf(
    { ...rest, series: { [INCIDENT_REF.peaks]: [...(series[INCIDENT_REF.peaks] ?? []), limit] } },
    'peak'
  );
  expect(track?.limits).toEqual([
    { at: 30_000, value: 512 },
    { at: 90_000, value: 2048 },
  ]);
});
