import { decodeReply, type Outcome } from './wire';

/** Header by which the preview's server says that Prometheus did not answer, rather than refused. */
export const UNREACHABLE_HEADER = 'x-prometheus-unreachable';

export interface Endpoint {
  /** Address before `/api/v1/…`. */
  readonly url: string;
  readonly fetch: typeof fetch;
}

export interface Ask {
  readonly path: 'query' | 'query_range';
  readonly form: Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
}

/** One query, one HTTP request. Rejects only when aborted. */
export async function askPrometheus(endpoint: Endpoint, { path, form, signal }: Ask): Promise<Outcome> {
  const url = `${endpoint.url}/api/v1/${path}`;
  try {
    const reply = await endpoint.fetch(url, { method: 'POST', body: new URLSearchParams(form), signal });
    const body = await reply.text();
    return reply.headers.has(UNREACHABLE_HEADER)
      ? { refusal: { status: 502, message: body, unreachable: true } }
      : decodeReply(reply.status, body);
  } catch (error) {
    signal.throwIfAborted();
    const reason = error instanceof Error ? error.message : String(error);
    return { refusal: { status: 502, message: `Post "${url}": ${reason}`, unreachable: true } };
  }
}
