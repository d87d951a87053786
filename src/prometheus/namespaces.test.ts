import { loadNamespaces } from './namespaces';
import type { PromReply, PromRequest } from './ports/port';
import { DEFAULT_LABELS } from './scope';

const REQUEST = { labels: DEFAULT_LABELS, from: 0, to: 3600_000 };
const found = (...names: string[]): PromReply => ({
  series: { namespaces: names.map((namespace) => ({ labels: { namespace }, times: [0], values: [1] })) },
  errors: [],
  warnings: [],
});

async function asked(request: object, reply = found()) {
  const requests: PromRequest[] = [];
  const names = await loadNamespaces(
    (one) => {
      requests.push(one);
      return Promise.resolve(reply);
    },
    { ...REQUEST, ...request }
  );
  return { names, exprs: requests.flatMap(({ queries }) => queries.map(({ expr }) => expr)) };
}

test('one question, answered in alphabetical order', async () => {
  const { names, exprs } = await asked({}, found('shop', 'apps', ''));
  expect(names).toEqual(['apps', 'shop']);
  expect(exprs).toEqual(['group by (namespace) (last_over_time(kube_pod_info{node!=""}[3600s]))']);
});

test.each([
  ['of one node', { node: 'n"1' }, 'kube_pod_info{node="n\\"1"}[3600s]'],
  ['of one cluster', { cluster: 'prod' }, 'kube_pod_info{node!="",cluster="prod"}[3600s]'],
  ['of one node of a cluster', { cluster: 'prod', node: 'n' }, 'kube_pod_info{node="n",cluster="prod"}[3600s]'],
  ['over a month only its last day counts', { to: 30 * 24 * 3600_000 }, '[86400s]'],
])('%s', async (_, request, part) => {
  expect((await asked(request)).exprs.join()).toContain(part);
});

test('what Prometheus said is said again', async () => {
  await expect(asked({}, { series: {}, errors: [{ message: 'timeout' }], warnings: [] })).rejects.toThrow('timeout');
});
