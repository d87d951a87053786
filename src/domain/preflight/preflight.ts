import { countPod, type PlannedNode, type PreflightFinding, type PreflightRule } from './finding';
import type { ReadManifests } from './readManifests';
import { evictedBeforeBatch } from './rules/evictedBeforeBatch';
import { fractionOfAByte } from './rules/fractionOfAByte';
import { initRequest } from './rules/initRequest';
import { memoryVolume } from './rules/memoryVolume';
import { noMemoryLimit } from './rules/noMemoryLimit';
import { overAllocatable } from './rules/overAllocatable';
import { podLevelResources } from './rules/podLevelResources';
import { requestFarBelowLimit } from './rules/requestFarBelowLimit';

/** One file a rule. */
const RULES: readonly PreflightRule[] = [
  fractionOfAByte,
  overAllocatable,
  evictedBeforeBatch,
  noMemoryLimit,
  memoryVolume,
  requestFarBelowLimit,
  podLevelResources,
  initRequest,
];

const ORDER = { error: 0, warning: 1, info: 2 } as const;

/** What would go wrong with these manifests once applied: the worst first. */
export function preflight(manifests: ReadManifests, node?: PlannedNode): readonly PreflightFinding[] {
  const pods = manifests.pods.map((pod) => countPod(pod, manifests));
  return RULES.flatMap((rule) => rule({ pods, ...(node && { node }) })).sort(
    (a, b) => ORDER[a.severity] - ORDER[b.severity]
  );
}
