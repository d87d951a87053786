/**
 * A name for the workload behind a pod: `node-exporter` for `node-exporter-q6knv`, `storefront` for
 * `storefront-fd6d6d4df-jv7r6`. The suffixes are Kubernetes' own (k8s.io/apimachinery util/rand: consonants and digits without
 * 0, 1, 3), so `session-store-0` and `alloc-mem-leak` keep their names.
 */
export function workloadOf({ pod }: { readonly pod?: string }): string | undefined {
  return pod?.replace(new RegExp(`-${SAFE}{6,10}-${SAFE}{5}$`), '').replace(new RegExp(`-${SAFE}{5}$`), '');
}

const SAFE = '[bcdfghjklmnpqrstvwxz2456789]';
