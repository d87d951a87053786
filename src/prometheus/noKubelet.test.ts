import type { Series } from '../domain/series';

import { hasNoKubelet } from './noKubelet';
import type { PromReply } from './ports/port';

const series = (labels: Series['labels'] = {}): Series => ({ labels, times: [0], values: [1] });
const container = (id: string) => series({ namespace: 'shop', pod: 'shop-web-1', container: 'web', id });
const reply = (found: Record<string, readonly Series[]>, errors: PromReply['errors'] = []): PromReply => ({
  series: found,
  errors,
  warnings: [],
});
const HOST = { nodeWorkingSet: [series()], eventsContainers: [container('/docker/abc')] };

describe('hasNoKubelet', () => {
  it.each<[string, Record<string, readonly Series[]>]>([
    ['a host with containers of its own', HOST],
    ['a host by its root cgroup alone', { nodeWorkingSet: [series()] }],
    [
      'a host in a scan, which asks for events alone',
      { eventsContainers: [container('/system.slice/docker-abc.scope')] },
    ],
  ])('sees none on %s', (_, found) => {
    expect(hasNoKubelet(reply(found))).toBe(true);
  });

  it.each<[string, Record<string, readonly Series[]>]>([
    ['the kubepods cgroup', { kubepodsWorkingSet: [series()] }],
    ['the kubepods limit', { kubepodsLimit: [series()] }],
    ['allocatable', { allocatable: [series()] }],
    ['the kubelet’s own sum', { nodeWorkingSetOfKubelet: [series()] }],
    ['a page of the kubelet', { eventsEvictions: [series({ tidemark: 'alive' })] }],
    ['pods of kube-state-metrics', { eventsPods: [series({ tidemark: 'info' })] }],
    ['a condition of the node', { eventsPressure: [series({ tidemark: 'condition' })] }],
    [
      'a container below kubepods',
      { eventsContainers: [container('/kubepods.slice/kubepods-pod1.slice/cri-1.scope')] },
    ],
  ])('sees one by %s', (_, found) => {
    expect(hasNoKubelet(reply({ ...HOST, ...found }))).toBe(false);
  });

  it.each<[string, PromReply]>([
    ['nothing at all', reply({})],
    ['containers whose cgroups are dropped', reply({ eventsContainers: [series({ namespace: 'a', pod: 'b' })] })],
    ['a question that failed', reply(HOST, [{ refId: 'allocatable', message: 'timeout' }])],
    ['a request that failed', reply(HOST, [{ message: 'timeout' }])],
  ])('claims nothing of %s', (_, found) => {
    expect(hasNoKubelet(found)).toBe(false);
  });

  it('does not mind another’s question that failed', () => {
    expect(hasNoKubelet(reply(HOST, [{ refId: 'signal-oomEvents', message: 'timeout' }]))).toBe(true);
  });
});
