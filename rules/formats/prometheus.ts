import { ALERTS } from '../alerts';
import type { RulesConfig } from '../config';
import { recordingRules } from '../recordingRules';

import { annotationsOf, urlLabel } from './annotations';

/** A rule file of Prometheus, as an object. One group: its alerts read what has just been recorded. */
export function prometheusRules(config: RulesConfig): { readonly groups: readonly object[] } {
  return { groups: [{ name: 'tidemark', rules: [...recordings(config), ...alerts(config)] }] };
}

function recordings(config: RulesConfig): readonly object[] {
  return recordingRules(config).map(({ record, expr, labels }) => ({ record, expr, ...(labels && { labels }) }));
}

function alerts(config: RulesConfig): readonly object[] {
  return ALERTS.map((rule) => ({
    alert: rule.alert,
    expr: rule.expr,
    ...(rule.for !== '0m' && { for: rule.for }),
    labels: { severity: rule.severity },
    annotations: annotationsOf(rule, config, {
      root: `${config.grafanaUrl}/`,
      label: urlLabel,
      // Templates have no clock, but may ask for the time of the evaluation.
      momentFromAlert: (seconds) =>
        `{{ with query "time() + ${seconds}" }}{{ . | first | value | printf "%.0f" }}000{{ end }}`,
    }),
  }));
}

/** The same for the Prometheus operator. */
export function prometheusRule(config: RulesConfig): object {
  return {
    apiVersion: 'monitoring.coreos.com/v1',
    kind: 'PrometheusRule',
    metadata: { name: 'tidemark', labels: { 'app.kubernetes.io/name': 'tidemark' } },
    spec: prometheusRules(config),
  };
}
