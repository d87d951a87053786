import type { Range } from './questions';

/** The samples that a question cannot be answered without, each counted once: what a perfect reader would touch. */
export async function leastRead(
  url: string,
  node: string,
  ip: string,
  range: Range
): Promise<Readonly<Record<string, number>>> {
  const seconds = Math.round((range.to - range.from) / 1000);
  const stored = async (selector: string) => valueOf(url, `sum(count_over_time(${selector}[${seconds}s]))`, range.to);
  const now = async (selector: string) => valueOf(url, `count(${selector})`, range.to);
  const containers = `container_memory_working_set_bytes{node="${node}",container!="",container!="POD"}`;
  const ofHost = `node_memory_MemAvailable_bytes{instance="${ip}:9100"}`;
  const nodes = await now('kube_node_info');
  const counters = (more: string) =>
    Promise.all(
      [`kubelet_evictions${more}`, `node_vmstat_oom_kill${more === '' ? '' : `{instance="${ip}:9100"}`}`].map(stored)
    ).then((counts) => counts.reduce((sum, count) => sum + count, 0));
  return {
    // Each container's and the node's curve, and its lines once.
    node: (await stored(containers)) + (await stored(ofHost)) + LINES,
    // Of each node its containers now, its lines, and half an hour of its own curve.
    fleet: (await now('container_memory_working_set_bytes{container!="",container!="POD"}')) + nodes * (LINES + 60),
    // The counts that tell that something happened; what happened is read only then.
    incidents: await counters(`{node="${node}"}`),
    incidentsOfAll: await counters(''),
  };
}

/** Capacity, allocatable. */
const LINES = 2;

async function valueOf(url: string, query: string, at: number): Promise<number> {
  const reply = await fetch(`${url}/api/v1/query?${new URLSearchParams({ query, time: String(at / 1000) })}`);
  const { data } = (await reply.json()) as { data: { result: ReadonlyArray<{ value: [number, string] }> } };
  return Number(data.result[0]?.value[1] ?? 0);
}
