import type { ChartCost } from './chart/measureChart';
import { COUNTED_FLEET, isPrometheus, RULED_FLEET, type Measured } from './measureServer';
import { MIXIN_SOURCE } from './mixin';

export interface Bench {
  readonly measured: string;
  readonly machine: string;
  /** `Prometheus: 10 nodes × 24 h, …` */
  readonly filled: readonly string[];
  readonly servers: readonly Measured[];
  readonly chart?: ChartCost;
}

/** docs/performance.md: all numbers of one run. */
export function performancePage({ measured, machine, filled, servers, chart }: Bench): string {
  return [
    '# Performance',
    '',
    `Written by \`npm run bench\` on ${measured}, on ${machine}; the numbers are in [performance.json](performance.json). Do not edit.`,
    '',
    'Simulated nodes with 30 pods each, collected as kube-prometheus-stack does at 30 s, some with a leak to a container’s limit and an',
    'eviction each hour, or over a day with one of both in all, as an ordinary day has it, or either; written by remote write. Where only some',
    'have all their series, the others have those that are asked of all nodes: a review of all reads the same samples, though fewer ids of',
    'cgroups are gone through when the nodes are looked up, and nothing else was asked.',
    'Each node has pods and cgroups of its own, with ids of their own, of which a server goes through all where a selector says so.',
    'Wall time depends on the machine, which server and question share, and on what else runs there: one server’s rows compare, those of two',
    'days do not. Samples do not depend on it. Each question begins after a garbage collection of the server, or one in three would pay for',
    'what was asked before it, and is asked three times: told is the median.',
    '',
    ...filled.map((line) => `- ${line}`),
    '',
    '**samples** are those that Prometheus counts with `stats=true` (VictoriaMetrics does not tell): each step of a query counts what it looks',
    'at. **least** is what no reader can do without: each stored sample of the question’s own series once. A **request** is one to Grafana and',
    'carries several queries. Look-ups are remembered for minutes. First rows: when the first node with an incident is told, or the nodes of a fleet.',
    '',
    `Beside it kubernetes-mixin’s queries for the same question (its memory charts and memory table; ${MIXIN_SOURCE}).`,
    'Its fleet view reads recording rules of its own: what they cost is not in it. Tidemark’s is measured without any, and by those of',
    '`rules/`, which the same server evaluated over what it holds.',
    '',
    ...tableOf(servers),
    '',
    '## Against the goals',
    '',
    ...goalsOf(servers, chart),
    '',
    ...floorOf(servers),
    ...fleetFloorOf(servers),
    ...(chart ? chartOf(chart) : []),
  ].join('\n');
}

function tableOf(servers: readonly Measured[]): readonly string[] {
  const head = [
    'server',
    'nodes',
    'question',
    'asked by',
    'requests',
    'queries',
    'samples',
    'KiB',
    'ms',
    'first rows, ms',
    '',
  ];
  const rows = servers.map(({ server, nodes, question, by, cost, note }) => [
    server,
    String(nodes),
    question,
    by,
    ...[
      cost.requests,
      cost.queries,
      cost.samples,
      cost.bytes && Math.round(cost.bytes / 1024),
      cost.milliseconds,
      cost.firstMilliseconds,
    ].map(numberText),
    note ?? '',
  ]);
  return [line(head), line(head.map(() => '---')), ...rows.map(line)];
}

const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
const numberText = (value: number | undefined): string => (value === undefined ? '' : value.toLocaleString('en'));

function goalsOf(servers: readonly Measured[], chart: ChartCost | undefined): readonly string[] {
  const names = [...new Set(servers.map(({ server }) => server))].filter(isPrometheus);
  const rows = [
    ...names.flatMap((name) => goalsFor(servers.filter(({ server }) => server === name)).map((row) => [name, ...row])),
    ...(chart
      ? [
          goal(
            'chart, data to painted frame',
            'at most 2 × bare uPlot',
            `${chart.ratio.toFixed(1)} ×`,
            chart.ratio <= 2
          ),
          goal(
            `chart, memory over ${chart.refreshes} refreshes after the first, and over as many again`,
            'no growth',
            `${growthOf(chart.tidemark).join(', then ')} KiB (bare uPlot ${growthOf(chart.uplot).join(', then ')} KiB)`,
            growthOf(chart.tidemark)[0] <= GROWTH
          ),
        ].map((row) => ['', ...row])
      : []),
  ];
  const head = ['server', 'measure', 'goal', 'measured', 'met'];
  return [line(head), line(head.map(() => '---')), ...rows.map(line)];
}

/** Of one server. */
function goalsFor(measured: readonly Measured[]): ReadonlyArray<readonly string[]> {
  const of = (question: string, by: Measured['by'] = 'Tidemark') =>
    measured.filter((one) => one.question === question && one.by === by);
  return [
    ...[...of('node view, 6 h'), ...of('node view of a quiet node, 6 h')].map(({ question, nodes, cost }) => {
      const mixin = of('node view, 6 h', 'kubernetes-mixin').find((one) => one.nodes === nodes)?.cost.samples ?? NaN;
      const share = (cost.samples ?? NaN) / mixin;
      return goal(
        `${question}, ${nodes} nodes`,
        '1 request, at most half of mixin’s samples',
        `${cost.requests} request, ${Math.round(100 * share)} %`,
        cost.requests === 1 && share <= 0.5
      );
    }),
    flatGoal('node view, 15 min', of('node view, 15 min')),
    ...[...of('incidents of one node, 24 h'), ...of('incidents of a node with two, 24 h')].map(
      ({ question, nodes, cost }) =>
        goal(
          `${question}, ${nodes} nodes`,
          'at most 10 queries, < 1 s',
          `${cost.queries} queries, ${cost.milliseconds} ms`,
          (cost.queries ?? Infinity) <= 10 && (cost.milliseconds ?? Infinity) < 1000
        )
    ),
    flatGoal('incidents of one node, 15 min', of('incidents of one node, 15 min')),
    ...[...of('incidents of one node, 6 h'), ...of('incidents of a node with two, 6 h')].map(
      ({ question, nodes, cost, note }) =>
        goal(
          `${question}, ${nodes} nodes`,
          'at most 10 queries, < 1 s at 24 h',
          `${cost.queries} queries, ${cost.milliseconds} ms, ${note ?? ''}`,
          (cost.queries ?? Infinity) <= 10 && (cost.milliseconds ?? Infinity) < 1000,
          false
        )
    ),
    ...measured
      .filter(({ question, by }) => by === 'Tidemark' && question.startsWith('incidents of all'))
      .map(({ question, nodes, cost, note }) =>
        goal(
          `${question}, ${nodes} nodes, ${note ?? ''}`,
          '< 5 s at 1,000 nodes and 24 h, first rows < 1 s',
          cost.milliseconds === undefined
            ? 'not waited for'
            : `${cost.milliseconds} ms, ${cost.firstMilliseconds ?? '–'} ms`,
          // Where nothing happened no row comes first.
          (cost.milliseconds ?? Infinity) < 5000 && (cost.firstMilliseconds ?? 0) < 1000,
          nodes >= 1000 && question.endsWith('24 h')
        )
      ),
    ...[...of('fleet view'), ...of(RULED_FLEET)].map(({ question, nodes, cost }) =>
      goal(
        `${question}, ${nodes} nodes`,
        'at most 6 queries, < 1 s at 1,000 nodes',
        `${cost.queries} queries, ${cost.milliseconds} ms${cost.firstMilliseconds === undefined ? '' : `, rows after ${cost.firstMilliseconds} ms`}`,
        (cost.queries ?? Infinity) <= 6 && (cost.milliseconds ?? Infinity) < 1000,
        nodes >= 1000
      )
    ),
  ];
}

/** In KiB: what the browser itself notes of slow frames, and what a garbage collector leaves or takes by chance. */
const GROWTH = 32;

/** Over the refreshes that the goal speaks of, and over as many again: what grows goes on growing, a table that was doubled once does not. */
const growthOf = ({ keptKiB: [first, second, third] }: ChartCost['tidemark']): readonly [number, number] => [
  second - first,
  third - second,
];

/** `isWhole`: measured at the size that the goal speaks of. */
const goal = (measure: string, asked: string, found: string, met: boolean, isWhole = true): readonly string[] => [
  measure,
  asked,
  found,
  met ? (isWhole ? 'yes' : 'at this size') : '**no**',
];

/** Of fleets that hold as long a time: just before a range more is asked where more is there. */
function flatGoal(measure: string, asked: readonly Measured[]): readonly string[] {
  const least = Math.min(...asked.map(({ filledHours }) => filledHours));
  const found = asked.filter(({ filledHours }) => filledHours === least);
  if (found.length < 2) {
    return [measure, 'samples differ by at most 10 %', 'one size only', 'not measured'];
  }
  const samples = found.map(({ cost }) => cost.samples ?? NaN);
  const spread = Math.max(...samples) / Math.min(...samples) - 1;
  const sizes = found.map(({ nodes }) => nodes).join(', ');
  return goal(
    `${measure}, ${sizes} nodes`,
    'samples differ by at most 10 %',
    `${(100 * spread).toFixed(1)} %`,
    spread <= 0.1
  );
}

function chartOf({ tidemark, uplot, points, refreshes }: ChartCost): readonly string[] {
  const row = (name: string, { median, p95, keptKiB, codeGrowthKiB }: ChartCost['tidemark']) =>
    line([name, median.toFixed(1), p95.toFixed(1), keptKiB.map(numberText).join(', '), numberText(codeGrowthKiB)]);
  return [
    '## The chart',
    '',
    `From new data to the painted frame in a headless Chromium, ${refreshes} refreshes of ${points} points, beside bare uPlot with the same`,
    'fields; objects on the heap after a garbage collection. What V8 compiled meanwhile stands apart: it goes on with that for hundreds of',
    'refreshes, and throws it away again.',
    '',
    line([
      '',
      'median, ms',
      '95 %, ms',
      `objects after the first, ${refreshes} and as many again, KiB`,
      'more code, KiB',
    ]),
    line(['---', '---', '---', '---', '---']),
    row('Tidemark', tidemark),
    row('bare uPlot', uplot),
    '',
  ];
}

/** Why half of mixin's samples are out of reach where each container is a series of its own. */
function floorOf(servers: readonly Measured[]): readonly string[] {
  const samplesOf = (by: Measured['by']) =>
    servers.find((one) => isPrometheus(one.server) && one.question === 'node view, 6 h' && one.by === by)?.cost.samples;
  const [least, mixin] = [samplesOf('least'), samplesOf('kubernetes-mixin')];
  return least === undefined || mixin === undefined || least <= mixin / 2
    ? []
    : [
        `Half of mixin’s samples are out of reach here: each sample of the node’s and its containers’ curves read once is ${Math.round((100 * least) / mixin)} % of them already.`,
        'kube-prometheus-stack drops the kubepods cgroup, so the pods’ curve is a sum over containers, and to look at it less often would lose peaks.',
        'Where kubepods is collected, a panel of that measure reads one series instead.',
        '',
      ];
}

/** Why the whole page of a large fleet takes longer than a second without recording rules. */
function fleetFloorOf(servers: readonly Measured[]): readonly string[] {
  const floors = servers.filter(({ question, cost }) => question === COUNTED_FLEET && (cost.milliseconds ?? 0) > 1000);
  return floors.flatMap(({ server, nodes, cost, note }) => {
    const ruled = servers.find(
      (one) => one.server === server && one.nodes === nodes && one.question === RULED_FLEET && one.by === 'Tidemark'
    );
    return [
      `Without recording rules the whole fleet page of ${nodes} nodes cannot come within a second here: only to count the ${note ?? 'series'}`,
      `it is made of, each once and side by side, takes ${server} ${cost.milliseconds} ms. Its rows need only what the containers use, and come first; what pods ask for,`,
      `and to the byte what they use, follows.${ruled ? ` By the sums of \`rules/\` the whole page takes ${ruled.cost.milliseconds} ms.` : ''}`,
      '',
    ];
  });
}
