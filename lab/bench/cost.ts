import { httpPort, type Fetch } from '../../src/prometheus/ports/httpPort';
import { pagePort } from '../../src/prometheus/ports/pagePort';
import type { PrometheusPort } from '../../src/prometheus/ports/port';
import { shared } from '../../src/prometheus/ports/sharedPort';

/** What a question took. */
export interface Cost {
  /** What Grafana is asked: each may carry several queries. */
  readonly requests: number;
  readonly queries: number;
  /** As Prometheus counts them with `stats`; undefined where the server does not tell. */
  readonly samples?: number;
  readonly bytes: number;
  readonly milliseconds: number;
  /** Until the first answer that can be shown. */
  readonly firstMilliseconds?: number;
}

interface Counted {
  requests: number;
  queries: number;
  samples: number;
  told: boolean;
  bytes: number;
}

/** As a page of Tidemark asks that was just opened; or each query for itself, as other dashboards do. */
type Way = 'as a page' | 'one by one';

/** Asks by a port that counts, and takes the time. What the server was asked before leaves no garbage to it. */
export async function costOf(
  url: string,
  ask: (port: PrometheusPort, onFirst: () => void) => Promise<unknown>,
  way: Way = 'as a page'
): Promise<Cost> {
  const counted: Counted = { requests: 0, queries: 0, samples: 0, told: false, bytes: 0 };
  const http = httpPort({ url, fetch: counting(counted), timeout: 300_000 });
  const one: PrometheusPort = async (request, signal) => {
    counted.requests += 1;
    const reply = await http(request, signal);
    const [error] = reply.errors;
    if (error) {
      throw new Error(`${error.refId}: ${error.message}`);
    }
    return reply;
  };
  const port = way === 'as a page' ? pagePort(one, shared()) : one;
  await collectGarbage(url);
  const started = performance.now();
  let first: number | undefined;
  await ask(port, () => {
    first ??= performance.now() - started;
  });
  const { requests, queries, samples, told, bytes } = counted;
  return {
    requests,
    queries,
    ...(told && { samples }),
    bytes,
    milliseconds: Math.round(performance.now() - started),
    ...(first !== undefined && { firstMilliseconds: Math.round(first) }),
  };
}

/**
 * Both servers serve Go's own profiles (net/http/pprof), of which that of the heap collects first when asked to. A server that
 * does not is measured as it is.
 */
const collectGarbage = (url: string): Promise<unknown> =>
  fetch(`${url}/debug/pprof/heap?gc=1`).then((reply) => reply.arrayBuffer());

function counting(counted: Counted): Fetch {
  return async (url, init) => {
    const reply = await fetch(url, { ...init, ...(init.body && { body: `${init.body}&stats=true` }) });
    const text = await reply.text();
    counted.queries += 1;
    counted.bytes += text.length;
    const [, samples] = /"totalQueryableSamples":(\d+)/.exec(text) ?? [];
    if (samples !== undefined) {
      counted.told = true;
      counted.samples += Number(samples);
    }
    return { status: reply.status, headers: reply.headers, text: () => Promise.resolve(text) };
  };
}

/** The median by time of several runs. */
export async function medianCost(runs: number, one: () => Promise<Cost>): Promise<Cost> {
  const costs: Cost[] = [];
  for (let i = 0; i < runs; i += 1) {
    costs.push(await one());
  }
  const sorted = costs.sort((a, b) => a.milliseconds - b.milliseconds);
  return sorted[Math.floor(sorted.length / 2)] ?? costs[0]!;
}
