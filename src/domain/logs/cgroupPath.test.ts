import { readCgroupPath } from './cgroupPath';

const ID = 'f0ff9c0d142b5cd361ece0c1e4c8cf721ee71ece71b3415f76c375f812429bc2';
const UID = 'c1024952-bde8-496b-a6cd-d14ea1bfc128';
const SLICE =
  '/kubepods.slice/kubepods-burstable.slice/kubepods-burstable-podc1024952_bde8_496b_a6cd_d14ea1bfc128.slice';

describe('readCgroupPath', () => {
  test.each([
    [
      'cgroupfs container',
      `/kubepods/burstable/pod${UID}/${ID}`,
      { scope: 'container', podUid: UID, qos: 'Burstable', containerId: ID },
    ],
    ['cgroupfs pod', `/kubepods/besteffort/pod${UID}`, { scope: 'pod', podUid: UID, qos: 'BestEffort' }],
    [
      'cgroupfs Guaranteed pod, directly under kubepods',
      `/kubepods/pod${UID}/${ID}`,
      { scope: 'container', podUid: UID, qos: 'Guaranteed', containerId: ID },
    ],
    [
      'systemd container of containerd',
      `${SLICE}/cri-containerd-${ID}.scope`,
      { scope: 'container', podUid: UID, qos: 'Burstable', containerId: ID },
    ],
    [
      'systemd container of CRI-O',
      `${SLICE}/crio-${ID}.scope`,
      { scope: 'container', podUid: UID, qos: 'Burstable', containerId: ID },
    ],
    ['systemd pod', SLICE, { scope: 'pod', podUid: UID, qos: 'Burstable' }],
    [
      'systemd Guaranteed pod',
      '/kubepods.slice/kubepods-podc1024952_bde8_496b_a6cd_d14ea1bfc128.slice',
      { scope: 'pod', podUid: UID, qos: 'Guaranteed' },
    ],
    [
      'static pod, whose uid is a hash',
      '/kubepods/burstable/pod0123456789abcdef0123456789abcdef',
      { scope: 'pod', podUid: '0123456789abcdef0123456789abcdef', qos: 'Burstable' },
    ],
    [
      'cgroup nested in a container',
      `${SLICE}/cri-containerd-${ID}.scope/init`,
      { scope: 'container', podUid: UID, qos: 'Burstable', containerId: ID },
    ],
    ['cgroupfs QoS class', '/kubepods/burstable', { scope: 'qos', qos: 'Burstable' }],
    ['systemd QoS class', '/kubepods.slice/kubepods-besteffort.slice', { scope: 'qos', qos: 'BestEffort' }],
    ['cgroupfs root of all pods', '/kubepods', { scope: 'kubepods' }],
    ['systemd root of all pods', '/kubepods.slice', { scope: 'kubepods' }],
    ['root of all pods below a --cgroup-root', '/kubepods/kubepods', { scope: 'kubepods' }],
    [
      'pod below a --cgroup-root',
      `/docker/abc/kubepods/burstable/pod${UID}`,
      { scope: 'pod', podUid: UID, qos: 'Burstable' },
    ],
    ['root cgroup', '/', { scope: 'node' }],
    ['system service', '/system.slice/kubelet.service', { scope: 'other' }],
    ['container outside Kubernetes', `/docker/${ID}`, { scope: 'other' }],
    ["podman's own tree", '/podman_parent/libpod-abc', { scope: 'other' }],
  ])('%s', (_, path, owner) => {
    expect(readCgroupPath(path)).toEqual(owner);
  });
});
