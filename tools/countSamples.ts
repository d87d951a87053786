import type { Fetch } from '../src/prometheus/ports/httpPort';

export interface Cost {
  requests: number;
  /** As Prometheus counts them with `stats=all`: looked at by all steps of a query together. */
  samples: number;
}

/** The same `fetch`, which asks Prometheus what each query cost and adds it up. */
export function countingFetch(cost: Cost): Fetch {
  return async (url, init) => {
    const reply = await fetch(url, { ...init, ...(init.body && { body: `${init.body}&stats=all` }) });
    const text = await reply.text();
    cost.requests += 1;
    cost.samples += samplesIn(text);
    return { status: reply.status, headers: reply.headers, text: () => Promise.resolve(text) };
  };
}

function samplesIn(text: string): number {
  const [, samples = '0'] = /"totalQueryableSamples":(\d+)/.exec(text) ?? [];
  return Number(samples);
}
