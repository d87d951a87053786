import { nodeScope } from '../../test/fixtures/nodeScope';
import type { DataFrame } from '@grafana/data';

import type { NodeIdentity } from '../domain/node/nodeIdentity';
import type { Finding } from '../domain/provenance';
import { readIncidents } from '../frames/incidentsFrame';
import type { PrometheusPort, PromReply } from '../prometheus/ports/port';
import { wholePlan } from '../prometheus/incidents/reviewPlan';

import { incidentsPlan } from './incidentsPlan';

const NOTHING: PromReply = { series: {}, errors: [], warnings: [] };
/** Every query answered, with no series. */
const empty: PrometheusPort = ({ queries }) =>
  Promise.resolve({ ...NOTHING, series: Object.fromEntries(queries.map(({ refId }) => [refId, []])) });
const down: PrometheusPort = () => Promise.resolve({ ...NOTHING, errors: [{ message: 'connection refused' }] });
const partly: PrometheusPort = async (request) => ({
  ...(await empty(request)),
  errors: [{ message: 'query timed out' }],
});

interface More {
  readonly planOf?: Parameters<typeof incidentsPlan>[0]['planOf'];
  readonly findings?: readonly Finding[];
  readonly onPart?: (frame: DataFrame) => void;
}

const part = (nodes: readonly NodeIdentity[]) => wholePlan(nodes, { from: 0, to: 3_600_000 });

function plan(
  ports: readonly PrometheusPort[],
  signal = new AbortController().signal,
  { planOf, findings = [], onPart }: More = {}
) {
  const queue = [...ports];
  return incidentsPlan({
    nodes: ports.map((_, index) => ({ node: `n${index}` })),
    scopeOf: ({ identity }) => nodeScope({ identity }),
    planOf:
      planOf ??
      async function* (nodes) {
        yield { ...part(nodes), findings };
      },
    ...(onPart && { onPart }),
    podsOf: () => Promise.resolve({}),
    portFor: () => queue.shift() ?? empty,
    signal,
  });
}

const answer = async (ports: readonly PrometheusPort[]) => readIncidents((await plan(ports)).frames(NOTHING));
const errorsOf = (found: Awaited<ReturnType<typeof answer>>) =>
  found?.findings.filter(({ severity }) => severity === 'error').map(({ text }) => text);

test('quiet nodes are an answer without incidents, and nothing more is asked', async () => {
  expect((await plan([empty, empty])).queries).toEqual([]);
  const found = await answer([empty, empty]);
  expect(found?.incidents).toEqual([]);
  expect(errorsOf(found)).toEqual([]);
});

test('no nodes are no incidents', async () => {
  expect(await answer([])).toEqual({ incidents: [], findings: [] });
});

test('a node that cannot be read is said beside the others', async () => {
  expect(errorsOf(await answer([empty, down]))).toEqual(['n1: connection refused']);
});

test.each<[string, readonly PrometheusPort[], readonly string[]]>([
  ['what could not be read of a node that was then read with all the rest is no failure', [down, empty], []],
  ['a part of a node says nothing of the rest, which could not be read', [empty, down], ['n0: connection refused']],
])('%s', async (_, ports, errors) => {
  const { frames } = await plan(ports, undefined, {
    planOf: async function* ([node]) {
      const whole = part([node!]);
      yield { ...whole, jobs: whole.jobs.map((job) => ({ ...job, from: job.to - 600_000 })), known: 2, isLast: false };
      yield { ...whole, known: 2 };
    },
  });
  expect(errorsOf(readIncidents(frames(NOTHING)))).toEqual(errors);
});

test('a query that failed is said: what was found may not be all', async () => {
  expect(errorsOf(await answer([partly]))).toEqual([expect.stringContaining('query timed out')]);
});

test('a warning about missing data is a finding: no incident is then no all-clear', async () => {
  const warning = 'partial response: store gateway timed out';
  const warned: PrometheusPort = async (request) => ({ ...(await empty(request)), warnings: [warning] });
  expect((await answer([warned]))?.findings[0]).toMatchObject({
    severity: 'warning',
    code: 'partial-data',
    text: expect.stringContaining(warning),
  });
});

test('when no node can be read that is an error, not an empty table', async () => {
  await expect(plan([down, down])).rejects.toThrow('n0: connection refused n1: connection refused');
});

test('nobody waits for an answer that was aborted', async () => {
  const abort = new AbortController();
  abort.abort();
  await expect(plan([empty], abort.signal)).rejects.toThrow('Nobody waits');
});

const progressOf = (frame: DataFrame) => readIncidents([frame])?.progress;

test('what is found is told as the nodes are done, with how many are left', async () => {
  const parts: DataFrame[] = [];
  const whole = await plan([empty, empty, down], undefined, { onPart: (frame) => parts.push(frame) });
  expect(parts.map(progressOf)).toEqual([
    { done: 1, total: 3 },
    { done: 2, total: 3 },
  ]);
  expect(readIncidents(whole.frames(NOTHING))).not.toHaveProperty('progress');
});

test('the nodes of a part of the range are reviewed before an earlier part is known', async () => {
  const told: Array<ReturnType<typeof progressOf>> = [];
  let isTold: () => void = () => {};
  const first = new Promise<void>((resolve) => (isTold = resolve));
  await plan([empty, empty], undefined, {
    planOf: async function* ([latest, other]) {
      yield { ...part([latest!]), isLast: false };
      await first;
      yield { ...part([other!]), known: 2 };
    },
    onPart: (frame) => {
      told.push(progressOf(frame));
      isTold();
    },
  });
  expect(told).toEqual([{ done: 1, total: 1, isOpen: true }]);
});

test('what was left out is said from the first part on', async () => {
  const left: Finding = { severity: 'info', code: 'nodes-without-candidates', text: 'Of 40 nodes 38 …' };
  const parts: DataFrame[] = [];
  await plan([empty, empty], undefined, { findings: [left], onPart: (frame) => parts.push(frame) });
  expect(readIncidents(parts)?.findings).toEqual(expect.arrayContaining([left]));
});
