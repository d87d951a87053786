/** What a promise rejects with whose answer nobody waits for any more. */
export const abortError = (): DOMException => new DOMException('Nobody waits for this answer any more.', 'AbortError');

export function throwIfAborted(signal: AbortSignal | undefined): void {
  if (signal?.aborted) {
    throw abortError();
  }
}
