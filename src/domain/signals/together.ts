/** Families that collections drop together; what they are worth together is more than each alone. */
export const TOGETHER: readonly Together[] = [
  { name: 'kubepods’ own series', ids: ['kubepodsCgroup', 'kubepodsLimit', 'kubepodsPeak'] },
  {
    name: 'what kube-prometheus-stack drops',
    ids: ['rootCgroup', 'kubepodsCgroup', 'kubepodsLimit', 'kubepodsPeak', 'containerLimits'],
  },
];

export interface Together {
  readonly name: string;
  readonly ids: readonly string[];
}

/** How a measurement without several families is called. */
export const keyOf = (ids: readonly string[]): string => ids.join('+');

/** The largest of the sets that is missing altogether. */
export const togetherIn = (missing: readonly string[]): Together | undefined =>
  TOGETHER.findLast(({ ids }) => ids.every((id) => missing.includes(id)));
