/** What differs from one installation to the next; `npm run rules -- --help` says how to give it. */
export interface RulesConfig {
  /** Grafana's address, for links to its pages. */
  readonly grafanaUrl: string;
  /** Where docs/runbooks can be read. */
  readonly runbookUrl: string;
  /** Of nodes whose threshold no series tells, as a quantity. The kubelet's default on Linux: 100Mi (K32 eviction/defaults_linux.go). */
  readonly evictionHard: string;
}

export const DEFAULT_CONFIG: RulesConfig = {
  grafanaUrl: 'https://grafana.example.com',
  runbookUrl: 'https://tidemark.example.com/runbooks',
  evictionHard: '100Mi',
};
