import { IS_KUBEPODS, KUBEPODS_ENDS, ofKubepods } from './kubepods';
import type { Matcher } from './promql';
import { DEFAULT_LABELS } from './scope';

const POD = 'pod4d314830_4853_4c46_a3e0_d53517d9ce9b';

test.each([
  ['cgroupfs', '/kubepods', true],
  ['systemd', '/kubepods.slice', true],
  ['kind', '/kubelet.slice/kubelet-kubepods.slice', true],
  ['Docker Desktop', '/kubepods/kubepods', true],
  ['a --cgroup-root of one’s own', '/docker/0a1b/kubelet/kubepods', true],
  ['the root', '/', false],
  ['no id', '', false],
  ['a QoS class', '/kubepods/burstable', false],
  ['a QoS class with systemd', '/kubepods.slice/kubepods-burstable.slice', false],
  ['a pod', `/kubepods/${POD}`, false],
  ['a pod with systemd', `/kubepods.slice/kubepods-${POD}.slice`, false],
  ['a service', '/system.slice/containerd.service', false],
])('%s: whether %s is the kubepods cgroup a server says as whoever reads the series', (_, id, is) => {
  const isAny = (all: readonly Matcher[]) => all.some(({ value }) => new RegExp(`^(?:${value})$`).test(id));
  expect([isAny(KUBEPODS_ENDS), isAny([IS_KUBEPODS])]).toEqual([is, is]);
});

const LIMIT = (on: Parameters<typeof ofKubepods>[0]) => ofKubepods(on, ({ op, value }) => `limit${op}${value}`);

test.each([
  ['by how it ends where nobody looked it up', { node: 'a' }, '(limit=~.*/kubepods) or (limit=~.*kubepods[.]slice)'],
  [
    'by the usual ids where none was found',
    { node: 'a', kubepods: [] },
    'limit=~/kubepods|/kubepods\\.slice|/kubelet\\.slice/kubelet-kubepods\\.slice|/kubepods/kubepods',
  ],
  [
    'by its own as well, each once',
    { node: 'a', kubepods: ['/a(b)/kubepods', '/kubepods'] },
    'limit=~/kubepods|/kubepods\\.slice|/kubelet\\.slice/kubelet-kubepods\\.slice|/kubepods/kubepods|/a\\(b\\)/kubepods',
  ],
])('the kubepods cgroup is asked for %s', (_, identity, expr) => {
  expect(LIMIT({ identity, labels: DEFAULT_LABELS })).toBe(expr);
  const { node: __, ...of } = identity;
  expect(LIMIT({ labels: DEFAULT_LABELS, ...of })).toBe(expr);
});
