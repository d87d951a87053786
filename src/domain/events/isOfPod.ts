/**
 * A cgroup below the pod of this uid, as its path shows; undefined where there is no path, or none that names a pod. The systemd
 * driver writes a uid with underscores (K32 cm/cgroup_manager_linux.go, escapeSystemdCgroupName).
 */
export function isOfPod(id: string | undefined, uid: string | undefined): boolean | undefined {
  return id === undefined || uid === undefined || !/pod[0-9a-f]/.test(id)
    ? undefined
    : id.replace(/_/g, '-').includes(uid);
}

/** The uid of the pod that a cgroup belongs to, with dashes, as the API prints it; a static pod's is the hash of its file. */
export const podUidOf = (id = ''): string | undefined =>
  /kubepods.*?[/-]pod([0-9a-f][\w-]{7,63})/.exec(id)?.[1]?.replace(/_/g, '-');
