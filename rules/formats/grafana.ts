import { ALERTS } from '../alerts';
import type { RulesConfig } from '../config';
import { inline } from '../inline';
import { recordingRules } from '../recordingRules';
import type { AlertRule } from '../rule';

import { annotationsOf, urlLabel } from './annotations';

/** Of the Prometheus data source, as in provisioning/datasources. */
const DATA_SOURCE = 'prometheus';
const EXPRESSIONS = '__expr__';
/** The queries that tell the link's range: a template cannot compute it. */
const MOMENTS = [
  { refId: 'FROM', seconds: -3600 },
  { refId: 'TO', seconds: 600 },
];

/** Alert provisioning of Grafana. Its rules read no recorded series: whoever uses them may have no access to Prometheus' rules. */
export function grafanaAlerts(config: RulesConfig): object {
  const rules = recordingRules(config);
  return {
    apiVersion: 1,
    groups: [
      {
        orgId: 1,
        name: 'tidemark',
        folder: 'Tidemark',
        interval: '1m',
        rules: ALERTS.map((alert) => grafanaRule(alert, inline(alert.expr, rules), config)),
      },
    ],
  };
}

function grafanaRule(rule: AlertRule, expr: string, config: RulesConfig): object {
  return {
    uid: uidOf(rule.alert),
    title: rule.alert,
    condition: 'C',
    data: [
      ask('A', expr),
      ...MOMENTS.map(({ refId, seconds }) => ask(refId, `vector((time() + ${seconds}) * 1000)`)),
      {
        refId: 'C',
        datasourceUid: EXPRESSIONS,
        relativeTimeRange: { from: 0, to: 0 },
        // The query answers for affected nodes only, whatever the number.
        model: {
          refId: 'C',
          type: 'math',
          expression: 'is_number($A)',
          datasource: { type: EXPRESSIONS, uid: EXPRESSIONS },
        },
      },
    ],
    noDataState: 'OK',
    execErrState: 'Error',
    for: rule.for,
    labels: { severity: rule.severity },
    annotations: annotationsOf(inGrafana(rule), config, {
      root: '{{ externalURL }}',
      label: urlLabel,
      momentFromAlert: (seconds) => {
        const refId = MOMENTS.find((moment) => moment.seconds === seconds)?.refId;
        return `{{ with $values.${refId} }}{{ printf "%.0f" .Value }}{{ end }}`;
      },
    }),
  };
}

function ask(refId: string, expr: string): object {
  return {
    refId,
    datasourceUid: DATA_SOURCE,
    relativeTimeRange: { from: 600, to: 0 },
    model: { refId, expr, instant: true, range: false, intervalMs: 1000, maxDataPoints: 43200 },
  };
}

/** `$value` is a text about all queries there; the number of a query is under its name, and absent while there is no data. */
function inGrafana(rule: AlertRule): AlertRule {
  const numbered = (text: string) =>
    text.replaceAll('{{ $value | humanize1024 }}', '{{ with $values.A }}{{ humanize1024 .Value }}{{ end }}');
  return { ...rule, summary: numbered(rule.summary), description: numbered(rule.description) };
}

/** At most 40 of letters, digits, - and _. */
const uidOf = (alert: string): string => alert.replace(/([a-z0-9])([A-Z])/g, '$1-$2').toLowerCase();
