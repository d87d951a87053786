import type { Finding } from '../provenance';

/** Said once in the place of all that only a kubelet could tell. */
export const NO_KUBELET: Finding = {
  severity: 'info',
  code: 'no-kubelet',
  text: 'No kubelet runs here: there is no allocatable, no eviction line, and nothing is evicted; limits and the kernel kill.',
};

/** What is missing only where there is a kubelet, or kube-state-metrics beside it. */
const OF_KUBELET = [
  'missing-allocatable',
  'missing-kubepods-limit',
  'no-kubepods-limit',
  'unknown-eviction-hard',
  'missing-kubelet-metrics',
  'missing-node-conditions',
  'missing-kube-pod-info',
  'missing-restarts',
];

export function withoutKubelet(findings: readonly Finding[]): readonly Finding[] {
  return [...findings.filter(({ code }) => !OF_KUBELET.includes(code)), NO_KUBELET];
}

/** As its findings say: they travel with the node's memory wherever it is shown. */
export const isWithoutKubelet = ({ findings }: { readonly findings: readonly Finding[] }): boolean =>
  findings.some(({ code }) => code === NO_KUBELET.code);
