/** Whose limit a cgroup path is: one container's, one pod's, a QoS class's, all pods', the whole node's, or none of these. */
export type CgroupScope = 'container' | 'pod' | 'qos' | 'kubepods' | 'node' | 'other';

export interface CgroupOwner {
  readonly scope: CgroupScope;
  /** With dashes, as the API prints it. */
  readonly podUid?: string;
  readonly containerId?: string;
  readonly qos?: 'Guaranteed' | 'Burstable' | 'BestEffort';
}

// cgroupfs `pod<uid>`; systemd `kubepods-burstable-pod<uid_>.slice` (K32 cm/cgroup_manager_linux.go:79-92)
const POD = /^(?:kubepods-)?(?:(besteffort|burstable)-)?pod([0-9a-zA-Z][\w-]{7,63})(?:\.slice)?$/;
const QOS = /^(?:kubepods-)?(besteffort|burstable)(?:\.slice)?$/;
const KUBEPODS = /^(?:[\w.-]+-)?kubepods(?:\.slice)?$/;
// `<id>`, `cri-containerd-<id>.scope`, `crio-<id>.scope`, `docker-<id>.scope`
const CONTAINER = /(?:^|-)([0-9a-f]{64})(?:\.scope)?$/;

/**
 * Reads a path of either cgroup driver, cgroup v1 or v2, also below a `--cgroup-root` prefix. A cgroup inside a container
 * (nested by its own workload) belongs to that container.
 */
export function readCgroupPath(path: string): CgroupOwner {
  const segments = path.split('/').filter((segment) => segment !== '');
  if (segments.length === 0) {
    return { scope: 'node' };
  }
  const root = segments.findIndex((segment) => KUBEPODS.test(segment));
  const podAt = segments.findIndex((segment, at) => root >= 0 && at > root && POD.test(segment));
  if (podAt >= 0) {
    return podOwner(segments, podAt);
  }
  const last = segments[segments.length - 1] ?? '';
  const qos = QOS.exec(last);
  if (qos && root >= 0 && root < segments.length - 1) {
    return { scope: 'qos', qos: qosName(qos[1]) };
  }
  return { scope: KUBEPODS.test(last) ? 'kubepods' : 'other' };
}

function podOwner(segments: readonly string[], podAt: number): CgroupOwner {
  const pod = POD.exec(segments[podAt] ?? '');
  const parent = QOS.exec(segments[podAt - 1] ?? '');
  const owner = { podUid: (pod?.[2] ?? '').replace(/_/g, '-'), qos: qosName(pod?.[1] ?? parent?.[1]) };
  const inner = segments[podAt + 1];
  if (inner === undefined) {
    return { scope: 'pod', ...owner };
  }
  const container = CONTAINER.exec(inner)?.[1];
  return { scope: 'container', ...owner, ...(container && { containerId: container }) };
}

/** Guaranteed pods sit directly under kubepods (K32 cm/qos_container_manager_linux.go:90-94). */
function qosName(name: string | undefined): 'Guaranteed' | 'Burstable' | 'BestEffort' {
  return name === 'besteffort' ? 'BestEffort' : name === 'burstable' ? 'Burstable' : 'Guaranteed';
}
