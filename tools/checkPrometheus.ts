import { Complaint } from './complaint';

/** Complains unless a Prometheus, or something that speaks its API, answers there. */
export async function checkPrometheus(url: string): Promise<void> {
  if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol)) {
    throw new Complaint(`--prometheus needs an address such as http://127.0.0.1:9090, not "${url}"`);
  }
  const query = `${url.replace(/\/$/, '')}/api/v1/query?query=1`;
  const reply = await fetch(query, { signal: AbortSignal.timeout(10_000) }).catch((error: unknown) => {
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
    throw new Complaint(`No Prometheus answers on ${url}: ${cause instanceof Error ? cause.message : cause}`);
  });
  if (!reply.ok) {
    throw new Complaint(`${url} answered ${reply.status} to ${query}; is it a Prometheus?`);
  }
}
