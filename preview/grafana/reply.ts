/** What Grafana's server answers: anything but a 2xx is a failure. */
export interface Reply {
  readonly status: number;
  readonly data: unknown;
}

export const failure = (status: number, message: string): Reply => ({ status, data: { message } });
