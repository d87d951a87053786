import type { OnAllNodes, OnNode } from './nodeSelector';
import { matches, oneOf, or, type Matcher } from './promql';

/**
 * `id` of the kubepods cgroup, for both cgroup drivers and under a `--cgroup-root`, for who has read the series. Its children end in
 * `/burstable`, `.slice/kubepods-burstable.slice`, `/pod…`, and do not match.
 */
export const IS_KUBEPODS: Matcher = matches('id', '(?:/.*)?/(?:[^/]*-)?kubepods(?:[.]slice)?');

/**
 * The same for a server, which tries a pattern on the id of each cgroup of its cluster, a hundred on a node: where it ends in a literal
 * Prometheus compares ends (model/labels/regexp.go, FastRegexMatcher), and a thousand nodes take 15 ms; the one above took 770 ms.
 */
export const KUBEPODS_ENDS: readonly Matcher[] = [matches('id', '.*/kubepods'), matches('id', '.*kubepods[.]slice')];

/** With cgroupfs, with systemd, in kind, and in Docker Desktop: a literal is looked up in the index. */
const WELL_KNOWN = ['/kubepods', '/kubepods.slice', '/kubelet.slice/kubelet-kubepods.slice', '/kubepods/kubepods'];

/** Series of the kubepods cgroup, by its id where that was looked up. */
export const ofKubepods = (on: OnNode | OnAllNodes, build: (matcher: Matcher) => string): string =>
  or(...matchersOf('identity' in on ? on.identity : on).map(build));

function matchersOf({ kubepods }: Pick<OnAllNodes, 'kubepods'>): readonly Matcher[] {
  return kubepods ? [oneOf('id', [...WELL_KNOWN, ...kubepods])] : KUBEPODS_ENDS;
}
