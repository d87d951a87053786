import type { Reply } from './reply';

/** A request to Grafana's server, taken apart. */
export interface Asked {
  readonly path: string;
  readonly params: URLSearchParams;
  readonly data: unknown;
}

export type Handler = (request: Asked) => Promise<Reply> | Reply;
