import type { PrometheusPort, QueryError } from './ports/port';

interface Watched {
  readonly port: PrometheusPort;
  /** What failed so far, each question once for each message. */
  readonly errors: () => readonly QueryError[];
  /** What the server warned of so far, each text once. */
  readonly warnings: () => readonly string[];
  /** True when requests were made and not one query was answered. */
  readonly isSilent: () => boolean;
}

/** The same port, remembering what failed: a review of what did arrive must not pass for a review of everything. */
export function watchErrors(port: PrometheusPort): Watched {
  const errors = new Map<string, QueryError>();
  const warnings = new Set<string>();
  let [asked, answered] = [0, 0];
  return {
    port: async (request, signal) => {
      const reply = await port(request, signal);
      asked += 1;
      answered += Object.keys(reply.series).length;
      reply.errors.forEach((error) => errors.set(`${error.refId ?? ''}\n${error.message}`, error));
      reply.warnings.forEach((warning) => warnings.add(warning));
      return reply;
    },
    errors: () => [...errors.values()],
    warnings: () => [...warnings],
    isSilent: () => asked > 0 && answered === 0,
  };
}
