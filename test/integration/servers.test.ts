import { serverUrl } from './servers';

const allocatableAt = (seconds: number) =>
  `/api/v1/query?time=${seconds}&query=${encodeURIComponent('max(kube_node_status_allocatable{resource="memory"})')}`;

async function askValue(url: string): Promise<number> {
  const reply = (await (await fetch(url)).json()) as { data: { result: Array<{ value: [number, string] }> } };
  return Number(reply.data.result[0]?.value[1]);
}

describe('the servers hold the recordings', () => {
  test.each(['r1-article', 'r1-kube-prometheus', 'r1-kube-prometheus-stack', 'vm-r1-article'] as const)(
    '%s knows the allocatable memory of lab-node, 4675304Ki',
    async (server) => {
      expect(await askValue(serverUrl(server) + allocatableAt(1795295400))).toBe(4675304 * 1024);
    }
  );

  test.each(['r2-article', 'r2-kube-prometheus', 'r2-kube-prometheus-stack', 'vm-r2-article'] as const)(
    '%s knows the allocatable memory of the modern node, 4674608Ki',
    async (server) => {
      expect(await askValue(serverUrl(server) + allocatableAt(1795316400))).toBe(4674608 * 1024);
    }
  );
});
