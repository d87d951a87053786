import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { parser } from '@prometheus-io/lezer-promql';
import { stringify } from 'yaml';

import { testRules } from '../tools/promtool';

import { ALERTS } from './alerts';
import { DEFAULT_CONFIG } from './config';
import { RULES_FILES, writeRules } from './files';
import { grafanaAlerts } from './formats/grafana';
import { prometheusRules } from './formats/prometheus';
import { inline } from './inline';
import { recordingRules } from './recordingRules';

const RUNBOOKS = path.join(__dirname, '..', 'docs', 'runbooks');
const RULES = recordingRules(DEFAULT_CONFIG);

it.each(RULES_FILES)('generated/$file is what the code generates (else: npm run rules)', (one) => {
  const committed = readFileSync(path.join(__dirname, 'generated', one.file), 'utf8');
  expect(writeRules(one, DEFAULT_CONFIG)).toBe(committed);
});

describe.each(ALERTS)('$alert', ({ alert, expr }) => {
  it('has a runbook that says what it means, what to look at and when it is wrong', () => {
    const runbook = readFileSync(path.join(RUNBOOKS, `${alert}.md`), 'utf8');
    expect(runbook.split('\n').filter((line) => line.startsWith('#'))).toEqual([
      `# ${alert}`,
      '## What it means',
      '## What to do',
      '## When it is wrong',
    ]);
  });

  it('parses in PromQL, as written and with its recorded series written out', () => {
    expect(hasSyntaxError(expr)).toBe(false);
    expect(hasSyntaxError(inline(expr, RULES))).toBe(false);
    expect(inline(expr, RULES)).not.toMatch(/\b(?:node|cluster):[a-z_]+:/);
  });
});

it('has no runbook without an alert', () => {
  expect(readdirSync(RUNBOOKS).sort()).toEqual(ALERTS.map(({ alert }) => `${alert}.md`).sort());
});

it('has names of its own for all that it records: none of kubernetes-mixin’s means the same', () => {
  expect(RULES.map(({ record }) => record).filter((name) => !/^(node|cluster):(pods_)?memory_/.test(name))).toEqual([]);
});

it('refuses a recorded series that no rule records', () => {
  expect(() => inline('node:nothing:max > 1', RULES)).toThrow('No rule records node:nothing:max');
});

it('names no two alerts alike, also in Grafana, whose ids take 40 characters', () => {
  const uids = JSON.stringify(grafanaAlerts(DEFAULT_CONFIG)).match(/"uid":"tidemark-[^"]+"/g) ?? [];
  expect(new Set(uids).size).toBe(ALERTS.length);
  expect(uids.filter((uid) => uid.length > '"uid":""'.length + 40)).toEqual([]);
});

it('asks Grafana for a number only where there is one: it writes the texts also while there is no data', () => {
  const texts =
    JSON.stringify(grafanaAlerts(DEFAULT_CONFIG)).match(
      /"(?:summary|description|tidemark_url)":"[^"]*(?:\\"[^"]*)*"/g
    ) ?? [];
  expect(texts.length).toBe(3 * ALERTS.length);
  expect(texts.filter((text) => /\$value\b|\$values\.\w+\.Value/.test(text))).toEqual([]);
});

it('leads from an alert to its runbook and to the page of its node, from an hour before it', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'tidemark-rules-'));
  try {
    const config = { ...DEFAULT_CONFIG, grafanaUrl: 'https://g.test', runbookUrl: 'https://r.test' };
    writeFileSync(path.join(folder, 'rules.yaml'), stringify(prometheusRules(config)));
    const file = path.join(folder, 'test.yaml');
    writeFileSync(file, stringify(ANNOTATED));
    expect(testRules(file)).toContain('SUCCESS');
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

const ANNOTATED = {
  rule_files: ['rules.yaml'],
  evaluation_interval: '30s',
  tests: [
    {
      interval: '30s',
      input_series: [{ series: 'node_vmstat_oom_kill{node="a b",cluster="x&y"}', values: '0x19 1x200' }],
      alert_rule_test: [
        {
          alertname: 'TidemarkProcessOomKilled',
          eval_time: '12m',
          exp_alerts: [
            {
              exp_labels: { node: 'a b', cluster: 'x&y', severity: 'info' },
              exp_annotations: {
                summary: 'The kernel of a b killed a process for memory.',
                description:
                  'Within the last ten minutes the kernel of a b OOM-killed at least one process. It may be a child of a container that lived on, or run outside all pods: then no pod shows it.',
                runbook_url: 'https://r.test/TidemarkProcessOomKilled.md',
                tidemark_url:
                  'https://g.test/a/tidemark-nodememory-app/incidents?var-cluster=x%26y&var-node=a+b&from=-2880000&to=1320000',
              },
            },
          ],
        },
      ],
    },
  ],
};

function hasSyntaxError(expr: string): boolean {
  const cursor = parser.parse(expr).cursor();
  do {
    if (cursor.type.isError) {
      return true;
    }
  } while (cursor.next());
  return false;
}

it('ships every generated file', () => {
  expect(readdirSync(path.join(__dirname, 'generated')).sort()).toEqual(RULES_FILES.map(({ file }) => file).sort());
  expect(existsSync(RUNBOOKS)).toBe(true);
});
