import { stringify } from 'yaml';

import type { RulesConfig } from './config';
import { grafanaAlerts } from './formats/grafana';
import { prometheusRule, prometheusRules } from './formats/prometheus';

export interface RulesFile {
  readonly file: string;
  readonly about: string;
  readonly build: (config: RulesConfig) => object;
}

/** What is generated into rules/generated, one file for each way of loading it. */
export const RULES_FILES: readonly RulesFile[] = [
  { file: 'prometheus-rules.yaml', about: 'Prometheus: rule_files', build: prometheusRules },
  { file: 'prometheusrule.yaml', about: 'Prometheus operator: kubectl apply', build: prometheusRule },
  { file: 'grafana-alerts.yaml', about: 'Grafana: provisioning/alerting', build: grafanaAlerts },
];

/** A value that is given twice is written twice: not every reader follows anchors. */
export function writeRules({ about, build }: RulesFile, config: RulesConfig): string {
  const yaml = stringify(build(config), { aliasDuplicateObjects: false, lineWidth: 0 });
  return `# ${about}. Generated: npm run rules\n${yaml}`;
}
