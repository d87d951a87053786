import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { stringify } from 'yaml';

import { testRules } from '../../tools/promtool';
import { DEFAULT_CONFIG } from '../config';
import { prometheusRules } from '../formats/prometheus';

/** Series in promtool's notation: `kubelet_evictions{node="a"}` → `_x10 1x20`. */
export type InputSeries = Readonly<Record<string, string>>;

export interface Fact {
  readonly title: string;
  readonly series: InputSeries;
  /** The time to look at, `12m`. Series begin at 0 and have a value each 30 s. */
  readonly at: string;
  /** The labels of each alert that fires then, `severity` aside; none: it keeps silent. */
  readonly fires: ReadonlyArray<Readonly<Record<string, string>>>;
}

/** Lets promtool hold the rules against one fact; throws what differed. */
export function expectAlerts(alert: string, { series, at, fires }: Fact): void {
  const expected = fires.map((labels) => ({
    labels: `{${Object.entries({ alertname: alert, ...labels })
      .map(([name, value]) => `${name}=${JSON.stringify(value)}`)
      .join(',')}}`,
    value: 1,
  }));
  const firing = `max without (severity, alertstate) (ALERTS{alertname="${alert}",alertstate="firing"})`;
  const folder = mkdtempSync(path.join(tmpdir(), 'tidemark-rules-'));
  try {
    writeFileSync(path.join(folder, 'rules.yaml'), stringify(prometheusRules(DEFAULT_CONFIG)));
    const test = {
      rule_files: ['rules.yaml'],
      evaluation_interval: '30s',
      tests: [
        {
          interval: '30s',
          input_series: Object.entries(series).map(([name, values]) => ({ series: name, values })),
          promql_expr_test: [{ expr: firing, eval_time: at, exp_samples: expected }],
        },
      ],
    };
    const file = path.join(folder, 'test.yaml');
    writeFileSync(file, stringify(test));
    testRules(file);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A node of 8 GiB: 7 GiB allocatable, 100 MiB eviction-hard, nothing measured beyond the API. */
export const NODE_OF_8_GIB: InputSeries = {
  'kube_node_status_capacity{node="a",resource="memory"}': `${8 * 1024 ** 3}x60`,
  'kube_node_status_allocatable{node="a",resource="memory"}': `${7 * 1024 ** 3}x60`,
  'kube_node_info{node="a",internal_ip="10.0.0.1"}': '1x60',
};

/** The working set of one pod in MiB, a value each 30 s, with its sign of life. */
export function pod(values: string, name = 'shop-1'): InputSeries {
  const labels = `node="a",namespace="shop",pod="${name}",container="main",id="/kubepods/pod-${name}/main"`;
  return {
    [`container_memory_working_set_bytes{${labels}}`]: mebi(values),
    [`container_start_time_seconds{${labels}}`]: '1x60',
  };
}

/** `100x10` and `100+5x10` in MiB become bytes. */
export const mebi = (values: string): string =>
  values.replace(/([0-9]+)(?=[+x])|(?<=\+)([0-9]+)|(?<![0-9x+_])([0-9]+)(?![0-9x+])/g, (number) =>
    String(Number(number) * 1024 ** 2)
  );
