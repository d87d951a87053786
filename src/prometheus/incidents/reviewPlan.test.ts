import { parser } from '@prometheus-io/lezer-promql';

import { collected, joinedPlan } from '../../../test/fixtures/collected';
import type { NodeIdentity } from '../../domain/node/nodeIdentity';
import type { PrometheusPort, PromReply, PromRequest } from '../ports/port';
import { isShortEnough } from '../ports/queryLength';
import { DEFAULT_LABELS } from '../scope';

import { lookOf, looksAt, markOf, piecesOf } from './pieces';
import { planReview } from './reviewPlan';
import { timesAt } from './watchQueries';

const DAY = 86_400_000;
const TO = Date.UTC(2026, 10, 24, 11);
const NODES = Array.from({ length: 40 }, (_, i) => ({ node: `n${i}`, internalIp: `10.0.0.${i}` }));
const one = (labels: Record<string, string>, at = TO) => ({ labels, times: [at], values: [1] });
/** At more looks than there are. */
const often = (labels: Record<string, string>) => ({ ...one(labels), values: [99] });
const calm = (instance: string) => ({ ...one({ instance }), values: [0] });
const unsure = (instance: string) => one({ instance });
const exporterOf = ({ internalIp }: (typeof NODES)[number]) => `${internalIp}:9100`;
/** Nothing happened in any kernel, and who counts was there all along. */
const CALM = {
  candidateKernels: NODES.map((node) => calm(exporterOf(node))),
  candidateKubelets: NODES.map(({ node }) => one({ node })),
  candidateSteady: NODES.flatMap((node) => [
    often({ tidemark: 'kills', instance: exporterOf(node) }),
    often({ tidemark: 'evictions', node: node.node }),
  ]),
};
/** The last two of them were at no mark. */
const SOME_UNSEEN = { candidateKernels: CALM.candidateKernels.slice(0, -2), candidateKubelets: CALM.candidateKubelets };

type Answers = Readonly<Record<string, ReadonlyArray<ReturnType<typeof one>>>>;

/** Answers each piece of the range, told by its end. */
function prometheus(answersOf: (to: number) => Answers | Error) {
  const requests: PromRequest[] = [];
  const port: PrometheusPort = (request) => {
    requests.push(request);
    const answers = answersOf(request.to);
    return Promise.resolve<PromReply>(
      answers instanceof Error
        ? { series: {}, errors: [{ message: answers.message }], warnings: [] }
        : {
            series: Object.fromEntries(
              request.queries.map(({ refId }) => [refId, answers[refId] ?? (CALM as Answers)[refId] ?? []])
            ),
            errors: [],
            warnings: [],
          }
    );
  };
  return { port, requests };
}

const asked = (days: number, nodes: readonly NodeIdentity[] = NODES) => ({
  nodes,
  labels: DEFAULT_LABELS,
  scrapeInterval: 30_000,
  from: TO - days * DAY,
  to: TO,
});
const planned = (...by: Parameters<typeof planReview>) => joinedPlan(planReview(...by));
const namesOf = ({ jobs }: Awaited<ReturnType<typeof planned>>) => jobs.map(({ identity }) => identity.node);

test('ten nodes are reviewed whole, after the stretches of the latest day in which something showed', async () => {
  const { port, requests } = prometheus(() => ({
    candidateEvictions: [one({ node: 'n7' }, TO - 60_000), one({ node: 'n4' }, TO - 7_200_000)],
    candidateKernels: CALM.candidateKernels.slice(2),
    candidateKubelets: CALM.candidateKubelets.slice(2),
    candidateSteady: CALM.candidateSteady.slice(4),
  }));
  const few = NODES.slice(0, 10);
  const [first, then, ...more] = await collected(planReview(port, asked(7, few)));
  expect(first).toMatchObject({ findings: [], known: 12, isLast: false });
  expect(first?.jobs.map(({ identity }) => identity.node)).toEqual(['n7', 'n4']);
  expect(first?.jobs.every(({ from, to }) => to <= TO && to - from < 3 * 3_600_000)).toBe(true);
  const others = few.filter(({ node }) => !['n7', 'n4'].includes(node));
  const whole = { from: TO - 7 * DAY, to: TO };
  const jobs = [NODES[7], NODES[4], ...others].map((identity) => ({ identity, ...whole }));
  expect([then, more]).toEqual([{ jobs, findings: [], known: 12, isLast: true }, []]);
  expect(new Set(requests.map(({ to }) => to))).toEqual(new Set([TO]));
});

test('of so short a range that such a stretch is most of it, ten nodes are reviewed whole at once', async () => {
  const { port } = prometheus(() => ({ candidateEvictions: [one({ node: 'n7' }, TO - 60_000)] }));
  const few = NODES.slice(0, 10);
  const plans = await collected(planReview(port, asked(1 / 24, few)));
  expect(plans.map(({ jobs, known }) => [jobs.length, jobs[0]?.identity.node, known])).toEqual([[10, 'n7', 10]]);
});

test.each([
  ['so few as are reviewed at once', 3, false],
  ['a few that were chosen among others', 10, true],
])('%s are begun with at once', async (_, count, areChosen) => {
  const { port, requests } = prometheus(() => ({}));
  const few = NODES.slice(0, count);
  const plan = await planned(port, { ...asked(1, few), areChosen });
  expect([plan.jobs.map(({ identity }) => identity), requests]).toEqual([few, []]);
});

test('ten nodes are reviewed whole where it could not be asked on which of them something showed', async () => {
  const { port } = prometheus(() => new Error('query timed out'));
  const { jobs, findings } = await planned(port, asked(1, NODES.slice(0, 10)));
  expect([jobs.map(({ identity }) => identity), findings]).toEqual([NODES.slice(0, 10), []]);
});

test('of many those with a sign are reviewed, the latest first, and it is said that the others are not', async () => {
  const { port } = prometheus((to): Answers =>
    to > TO
      ? {
          candidateEvictions: [one({ node: 'n3' }, TO - 3_600_000)],
          candidateKernels: [...CALM.candidateKernels, unsure('10.0.0.7:9100')],
          candidateKills: [one({ instance: '10.0.0.7:9100' }, TO - 60_000)],
          candidateEnds: [one({ namespace: 'shop', pod: 'web-0' }, TO - 7_200_000)],
          candidateNodes: [one({ node: 'n5', namespace: 'shop', pod: 'web-0' })],
        }
      : {}
  );
  const plan = await planned(port, asked(1));
  expect(namesOf(plan)).toEqual(['n7', 'n3', 'n5']);
  expect(plan.findings.map(({ code, text }) => [code, text.slice(0, 29)])).toEqual([
    ['nodes-without-candidates', 'Of 40 nodes 37 showed no sign'],
  ]);
});

test('what kernels did is asked by name of those of which it is not sure that it was nothing, of very many of all', async () => {
  const many = Array.from({ length: 2000 }, (_, i) => ({ node: `node-${i}`, internalIp: `10.1.${i >> 8}.${i & 255}` }));
  const askedOf = async (count: number) => {
    const instances = many.map(({ internalIp }) => `${internalIp}:9100`);
    const { port, requests } = prometheus(() => ({
      candidateKernels: [...instances.slice(0, count).map(unsure), ...instances.slice(count).map(calm)],
      candidateKubelets: many.map(({ node }) => one({ node })),
    }));
    await planned(port, asked(0.5, many));
    return ['candidateKills', 'candidateRestarts'].map((refId) =>
      requests
        .flatMap(({ queries }) => queries.filter((query) => query.refId === refId))
        .flatMap(({ expr, more = [] }) => [expr, ...more])
    );
  };
  expect(await askedOf(0)).toEqual([[], []]);
  const [kills, restarts] = await askedOf(2);
  const unlabelled = '{node="",instance=~"(?:node-0|10\\\\.1\\\\.0\\\\.0|node-1|10\\\\.1\\\\.0\\\\.1)(?::[0-9]+)?"}';
  expect(kills).toEqual([
    expect.stringContaining('changes(node_vmstat_oom_kill{node=~"node-0|node-1"}['),
    expect.stringContaining(`changes(node_vmstat_oom_kill${unlabelled}[`),
  ]);
  expect(restarts).toEqual([
    expect.stringContaining('(node_boot_time_seconds{node=~"node-0|node-1"}) > '),
    expect.stringContaining(`(node_boot_time_seconds${unlabelled}) > `),
  ]);
  const [killsOfSome = []] = await askedOf(120);
  expect(killsOfSome).toHaveLength(6);
  expect(Math.max(...killsOfSome.map((expr) => expr.length))).toBeLessThan(16_000);
  const [killsOfMany = []] = await askedOf(1500);
  expect(killsOfMany).toEqual([expect.stringContaining('changes(node_vmstat_oom_kill{}[')]);
});

test.each(['candidateKills', 'candidateRestarts'])(
  'where %s could not be asked of a node, it is reviewed over all of the range',
  async (refId) => {
    const { port } = prometheus(() => ({ candidateKernels: [...CALM.candidateKernels, unsure('10.0.0.7:9100')] }));
    const unasked: PrometheusPort = async (request) => {
      const { [refId]: _, ...series } = (await port(request)).series;
      return { series, errors: [{ refId, message: 'query timed out' }], warnings: [] };
    };
    expect(namesOf(await planned(port, asked(1)))).toEqual([]);
    const { jobs, findings } = await planned(unasked, asked(1));
    expect(new Set(jobs.map(({ identity }) => identity.node))).toEqual(new Set(['n7']));
    expect(jobs.reduce((sum, job) => sum + job.to - job.from, 0)).toBeGreaterThan(DAY * 0.9);
    expect(findings.filter(({ severity }) => severity === 'error')).not.toEqual([]);
  }
);

test('where it could not be asked whose kernel was calm, it is asked of all when they killed', async () => {
  const { port } = prometheus(() => ({ candidateKills: [one({ instance: '10.0.0.7:9100' }, TO - 60_000)] }));
  const unasked: PrometheusPort = async (request) => {
    const { candidateKernels: _, ...series } = (await port(request)).series;
    return { series, errors: [{ refId: 'candidateKernels', message: 'query timed out' }], warnings: [] };
  };
  expect(new Set(namesOf(await planned(unasked, asked(1))))).toEqual(new Set(['n7']));
});

test('who was silent is asked beside where and when, and once more only of nodes that a pod alone led to', async () => {
  const ofPod = {
    candidateEnds: [one({ namespace: 'shop', pod: 'web-0' }, TO - 7_200_000)],
    candidateNodes: [one({ node: 'n5', namespace: 'shop', pod: 'web-0' })],
  };
  const askedAfter = async (answers: Answers) => {
    const { port, requests } = prometheus(() => answers);
    await planned(port, asked(0.5));
    return requests.slice(1).map(({ queries }) => queries.map(({ refId }) => refId));
  };
  expect(await askedAfter(ofPod)).toEqual([['candidateNodes'], ['candidateSteady']]);
  expect(await askedAfter({ candidateKernels: [...CALM.candidateKernels, unsure('10.0.0.5:9100')] })).toEqual([
    ['candidateKills', 'candidateRestarts', 'candidateSteady'],
  ]);
  expect(await askedAfter({ ...ofPod, candidateEvictions: [one({ node: 'n5' }, TO - 7_200_000)] })).toEqual([
    ['candidateNodes', 'candidateSteady'],
  ]);
});

test.each<[string, Answers]>([
  ['showed something', { candidateEvictions: [one({ node: 'n3' }, TO - 3_600_000)] }],
  [
    'had a pod that did',
    {
      candidateEnds: [one({ namespace: 'shop', pod: 'web-0' }, TO - 3_600_000)],
      candidateNodes: [one({ node: 'n3', namespace: 'shop', pod: 'web-0' })],
    },
  ],
])(
  'where it could not be asked who was silent, a node that %s is reviewed over all of the range',
  async (_, answers) => {
    const { port } = prometheus(() => answers);
    const unasked: PrometheusPort = async (request) => {
      const { candidateSteady: _, ...series } = (await port(request)).series;
      return { series, errors: [{ refId: 'candidateSteady', message: 'query timed out' }], warnings: [] };
    };
    const lengthOf = async (by: PrometheusPort) => {
      const jobs = (await planned(by, asked(1))).jobs.filter(({ identity }) => identity.node === 'n3');
      return jobs.reduce((sum, job) => sum + job.to - job.from, 0);
    };
    expect(await lengthOf(port)).toBeLessThan(DAY / 4);
    expect(await lengthOf(unasked)).toBeGreaterThan(DAY * 0.9);
  }
);

test('nodes that nobody watches are reviewed whatever happened, and said', async () => {
  const { port } = prometheus(() => ({ ...SOME_UNSEEN, candidateSteady: [] }));
  const plan = await planned(port, asked(1));
  expect([...new Set(namesOf(plan))].sort()).toEqual(['n38', 'n39']);
  expect(plan.findings.map(({ code }) => code)).toContain('nodes-unwatched');
});

test('who was at no mark is looked at closely, by name: there a short time, it counted', async () => {
  const { port, requests } = prometheus(() => SOME_UNSEEN);
  const { jobs, findings } = await planned(port, asked(0.5));
  expect([jobs, findings.map(({ code }) => code)]).toEqual([[], ['nodes-without-candidates']]);
  const closely = requests.flatMap(({ queries }) => queries.filter(({ refId }) => refId === 'candidateSteady'));
  expect(closely[0]?.expr).toContain('node_vmstat_oom_kill{node=~"n38|n39"}');
  expect(closely[0]?.expr).toContain(
    'node_vmstat_oom_kill{node="",instance=~"(?:n38|10\\\\.0\\\\.0\\\\.38|n39|10\\\\.0\\\\.0\\\\.39)(?::[0-9]+)?"}'
  );
});

test('where that could not be asked it is reviewed whatever happened', async () => {
  const { port } = prometheus(() => SOME_UNSEEN);
  const unasked: PrometheusPort = (request) =>
    request.queries.some(({ refId }) => refId === 'candidateSteady')
      ? Promise.resolve({ series: {}, errors: [{ message: 'query timed out' }], warnings: [] })
      : port(request);
  expect(new Set(namesOf(await planned(unasked, asked(1))))).toEqual(new Set(['n38', 'n39']));
});

test('of very many nodes who were at no mark it is asked without their names, in a query that every server takes', async () => {
  const many = Array.from({ length: 400 }, (_, i) => ({ node: `node-${i}` }));
  const { port, requests } = prometheus(() => ({ candidateKernels: [], candidateKubelets: [] }));
  await planned(port, asked(0.5, many));
  const closely = requests.flatMap(({ queries }) => queries.filter(({ refId }) => refId === 'candidateSteady'));
  expect(closely[0]?.expr).toContain('node_vmstat_oom_kill{}');
  expect(closely[0]?.expr.length).toBeLessThan(2_000);
});

test('fifty long names of whom to look at closely are in no query that a server refuses', async () => {
  const some = Array.from({ length: 50 }, (_, i) => ({
    node: `gke-prod-europe-west1-pool-${i}`.padEnd(50, 'x'),
    internalIp: `10.128.100.${i + 100}`,
  }));
  const { port, requests } = prometheus(() => ({ candidateKernels: [], candidateKubelets: [] }));
  await planned(port, asked(0.5, some));
  const exprs = requests.flatMap(({ queries }) => queries.flatMap(({ expr, more = [] }) => [expr, ...more]));
  expect(exprs.some((expr) => expr.includes('gke-prod-europe-west1-pool-49'))).toBe(true);
  expect(exprs.filter((expr) => !isShortEnough(expr))).toEqual([]);
});

test('a day that could not be asked is named, and the others are reviewed', async () => {
  const seen: number[] = [];
  const { port } = prometheus((to) => {
    seen.push(to);
    return seen.length === 2
      ? new Error('query processing would load too many samples')
      : { candidateEvictions: [one({ node: 'n3' }, to)] };
  });
  const plan = await planned(port, asked(7));
  expect(new Set(namesOf(plan))).toEqual(new Set(['n3']));
  expect(plan.jobs.length).toBeGreaterThan(5);
  const [failed] = plan.findings.filter(({ severity }) => severity === 'error');
  expect(failed?.text).toMatch(
    /from 2026-11-2\d \d\d:\d\d to 2026-11-2\d \d\d:\d\d could not be asked.*too many samples/
  );
});

test('the latest part is known before an earlier one has answered, which is asked when somebody is free for it', async () => {
  const { port, requests } = prometheus((to) => ({ candidateEvictions: [one({ node: 'n3' }, to)] }));
  const never = new Promise<PromReply>(() => {});
  const slow: PrometheusPort = (request) => {
    const reply = port(request);
    return request.to === requests[0]?.to ? reply : never;
  };
  const parts = planReview(slow, asked(7));
  const endsAsked = () => new Set(requests.map(({ to }) => to)).size;
  const first = await parts.next();
  expect(first.value).toMatchObject({ jobs: [{ identity: { node: 'n3' } }], findings: [], isLast: false });
  expect(endsAsked()).toBe(1);
  void parts.next();
  expect(endsAsked()).toBe(2);
  expect(requests.map(({ to }) => to)).toEqual([...requests.map(({ to }) => to)].sort((a, b) => b - a));
});

test.each([0.25, 1, 6, 24, 24.8])('over %d hours at least three marks are looks, and neither end is one', (hours) => {
  const piece = { from: TO - hours * 3_600_000 - 7_000, to: TO };
  const [looks, marks] = [timesAt(piece, lookOf(piece)), timesAt(piece, markOf(piece))];
  expect(marks.count).toBeGreaterThanOrEqual(Math.min(3, looks.count));
  expect(marks.step % looks.step).toBe(0);
  expect(
    [TO - 1000 * marks.offset, TO - 1000 * (marks.offset + marks.range)].filter((at) => at % lookOf(piece) === 0)
  ).toEqual([]);
});

test.each([
  [1, 1],
  [7, 8],
  [30, 31],
])('%i days are at most %i pieces of a day, whose looks leave nothing out', async (days, most) => {
  const range = { from: TO - days * DAY - 1, to: TO };
  const pieces = piecesOf(range);
  expect(pieces.length).toBeLessThanOrEqual(most + 1);
  expect(pieces.at(-1)?.from).toBe(range.from);
  expect(pieces[0]?.to).toBe(range.to);
  pieces.forEach((piece, i) => {
    const { from, to, step } = looksAt(piece);
    expect([to, from <= piece.from, piece.to - piece.from <= DAY]).toEqual([piece.to, true, true]);
    expect((to - from) / step).toBeLessThanOrEqual(48);
    expect(pieces[i + 1]?.to ?? piece.from).toBe(piece.from);
  });
});

test('the queries parse, and ask for one cluster where one is chosen', async () => {
  const { port, requests } = prometheus(() => ({
    candidateEnds: [one({ namespace: 'a"b', pod: 'x|y' })],
  }));
  await planned(port, { ...asked(1, [...NODES, { node: 'a"b|c' }]), cluster: 'prod"' });
  const exprs = requests.flatMap(({ queries }) => queries.map(({ expr }) => expr));
  expect(exprs).toContainEqual(expect.stringContaining('changes(node_vmstat_oom_kill{node=~"a'));
  for (const expr of exprs) {
    parser.parse(expr).iterate({
      enter: ({ type, name, from, to }) => {
        expect(type.isError).toBe(false);
        if (name === 'VectorSelector') {
          expect(expr.slice(from, to)).toContain('cluster="prod\\""');
        }
      },
    });
  }
});
