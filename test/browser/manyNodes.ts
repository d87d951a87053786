import type { Page } from '@playwright/test';

import { questionsIn } from '../fixtures/bundles';

const GiB = 2 ** 30;

/** From now on Prometheus answers a fleet's queries with so many nodes; those of anything else with nothing. */
export async function answerWithNodes(page: Page, count: number): Promise<void> {
  await page.route('**/prom/api/v1/query*', (route) => {
    const form = new URLSearchParams(route.request().postData() ?? '');
    const expr = form.get('query') ?? '';
    const isRange = route.request().url().includes('query_range');
    const isMatrix = isRange || isOverTime(expr);
    const answer = (single: string): Result[] =>
      isRange ? curves(count, single, form) : instants(count, single, Number(form.get('time')));
    const questions = questionsIn(expr);
    const result =
      questions.length === 0
        ? answer(expr)
        : questions.flatMap(({ refId, expr: single }) =>
            answer(single).map((one) => ({ ...one, metric: { ...one.metric, tidemark_of: refId } }))
          );
    return route.fulfill({
      json: { status: 'success', data: { resultType: isMatrix ? 'matrix' : 'vector', result } },
    });
  });
}

type Labels = Readonly<Record<string, string>>;
type Result = { readonly metric: Labels };

const nameOf = (index: number) => `aks-pool${index % 7}-${String(index).padStart(5, '0')}`;

const each = (count: number, of: (node: string, index: number) => ReadonlyArray<readonly [Labels, number]>) =>
  Array.from({ length: count }, (_, index) => of(nameOf(index), index)).flat();

/** A selector over a time, which is answered with its samples. */
const isOverTime = (expr: string): boolean => /^[^()]*\[\d+s:\d+s\]$/.test(expr);

function instants(count: number, expr: string, time: number): Result[] {
  return isOverTime(expr)
    ? each(count, (node) => [
        [{ __name__: 'kubelet_running_pods', node }, 30],
        [{ __name__: 'node_vmstat_oom_kill', node }, 0],
      ]).map(([metric, value]) => ({ metric, values: [[time - 3600, String(value)]] }))
    : [...samples(count, expr, time)].map(([metric, value]) => ({ metric, value: [time, String(value)] }));
}

/** Told apart by the names of their parts (src/prometheus/fleet/fleetQueries). */
function samples(count: number, expr: string, time: number): ReadonlyArray<readonly [Labels, number]> {
  if (expr.includes('"rules"')) {
    return [[{ tidemark: 'nodes' }, count]];
  }
  if (expr.includes('"nodeInfo"')) {
    return each(count, (node, index) => [
      [{ tidemark: 'nodeInfo', node, internal_ip: `10.${index >> 8}.${index & 255}.1` }, time],
      [{ tidemark: 'labels', node, label_agentpool: `pool${index % 7}` }, 1],
      [{ __name__: 'kube_node_status_condition', condition: 'MemoryPressure', status: 'true', node }, 0],
      [{ __name__: 'kube_node_status_capacity', resource: 'memory', node }, 8 * GiB],
      [{ __name__: 'kube_node_status_allocatable', resource: 'memory', node }, 6 * GiB],
      [{ tidemark: 'budgetNodeOfMeminfo', node }, (2 + (index % 10) / 4) * GiB],
      [{ __name__: 'node_vmstat_oom_kill', node }, 0],
    ]);
  }
  if (expr.includes('kube_pod_container_resource_requests')) {
    return each(count, (node) => [
      [{ __name__: 'kube_pod_container_resource_requests', node }, 4 * GiB],
      [{ __name__: 'kube_pod_container_resource_limits', node }, 9 * GiB],
    ]);
  }
  return expr.includes('container_memory_working_set_bytes')
    ? each(count, (node, index) => [[{ node }, (1 + (index % 40) / 10) * GiB]])
    : [];
}

function curves(count: number, expr: string, form: URLSearchParams): Result[] {
  if (!expr.includes('"pods"')) {
    return [];
  }
  const [start, end, step] = ['start', 'end', 'step'].map((name) => Number(form.get(name))) as [number, number, number];
  const times = Array.from({ length: Math.floor((end - start) / step) + 1 }, (_, index) => start + index * step);
  return Array.from({ length: count }, (_, index) => ({
    metric: { tidemark: 'pods', node: nameOf(index) },
    values: times.map((time, at) => [time, String((1 + (index % 40) / 10) * GiB + ((at * 7) % 5) * 2 ** 20)]),
  }));
}
