/** One incident as the recordings hold it, with the stretch of time that shows it from before to after. */
export interface RecordedIncident {
  readonly title: string;
  readonly node: string;
  /** ISO 8601, UTC. */
  readonly from: string;
  readonly to: string;
}

const LAB = { title: 'Article’s node (Kubernetes 1.20)', node: 'lab-node' };
const MODERN = { title: 'Modern node (Kubernetes 1.34)', node: 'aks-agentpool-21735204-vmss000003' };

export const FIGURE_3 = {
  lab: { ...LAB, from: '2026-11-21T21:05:00.000Z', to: '2026-11-21T21:19:00.000Z' },
  modern: { ...MODERN, from: '2026-11-22T02:36:00.000Z', to: '2026-11-22T02:50:00.000Z' },
} as const satisfies Record<string, RecordedIncident>;

export const FIGURE_6 = {
  lab: { ...LAB, from: '2026-11-21T21:17:30.000Z', to: '2026-11-21T21:27:00.000Z' },
  modern: { ...MODERN, from: '2026-11-22T02:49:00.000Z', to: '2026-11-22T03:00:00.000Z' },
} as const satisfies Record<string, RecordedIncident>;
