/** One series that Prometheus computes at every evaluation. */
export interface RecordingRule {
  readonly record: string;
  readonly expr: string;
  readonly labels?: Readonly<Record<string, string>>;
}

export interface AlertRule {
  /** CamelCase as `alertname`; the runbook is docs/runbooks/<alert>.md. */
  readonly alert: string;
  /** One series for each node (and pod) that is affected; every one carries `node`. */
  readonly expr: string;
  /** How long it must hold: `5m`, or `0m` for what is over within seconds. */
  readonly for: string;
  readonly severity: 'critical' | 'warning' | 'info';
  /** One line for a phone, in plain words. */
  readonly summary: string;
  /** What it means and what to look at. */
  readonly description: string;
  /** Where the link leads: what is about to happen to the node, or what has happened. */
  readonly page: 'node' | 'incidents';
}
