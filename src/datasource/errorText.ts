/** The words of whatever was thrown: an Error, or what Grafana's backend client rejects with (`{status, data, statusText}`). */
export function messageOf(error: unknown): string {
  const candidates = [at(at(error, 'data'), 'message'), at(error, 'message'), at(error, 'statusText'), error];
  return (
    candidates.find((text) => typeof text === 'string' && text !== '')?.toString() ??
    'The request failed without a reason.'
  );
}

/** The HTTP status of what was thrown, as `{ status }`, or nothing. */
export function statusOf(error: unknown): { readonly status?: number } {
  const status = at(error, 'status');
  return typeof status === 'number' ? { status } : {};
}

function at(value: unknown, key: 'data' | 'message' | 'status' | 'statusText'): unknown {
  return typeof value === 'object' && value !== null && key in value
    ? (value as Record<string, unknown>)[key]
    : undefined;
}
