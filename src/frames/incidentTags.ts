/** Of every incident that was written to Grafana as an annotation; the dashboards query it. */
export const INCIDENT_TAG = 'tidemark';

/** Grafana keeps key and value of a tag apart, 100 characters each (grafana pkg/services/sqlstore/migrations/tag_mig.go). */
const LONGEST = 100;

/**
 * `key:value`, and for another value always another tag: Grafana cuts what is too long and drops all behind a second colon
 * (pkg/services/tag/model.go), so that such a value ends with a hash of its whole.
 */
export function tagOf(key: string, value: string): string {
  if (value.length <= LONGEST && !value.includes(':')) {
    return `${key}:${value}`;
  }
  const hash = `-${fnv1a(value)}`;
  return `${key}:${value.replaceAll(':', '.').slice(0, LONGEST - hash.length)}${hash}`;
}

/** FNV-1a over UTF-8, 64 bits. */
function fnv1a(text: string): string {
  const bytes = [...new TextEncoder().encode(text)];
  return bytes
    .reduce((hash, byte) => BigInt.asUintN(64, (hash ^ BigInt(byte)) * 0x100000001b3n), 0xcbf29ce484222325n)
    .toString(36);
}
