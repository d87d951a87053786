import { mkdtempSync, writeFileSync } from 'node:fs';
import { release, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

import { progress } from '../../tools/progress';
import { startPrometheus } from '../../tools/prometheus';
import { stopAtExit } from '../../tools/stopAtExit';
import type { Scenario } from '../simulator/scenario';

import { startCadvisor, writeNames } from './cadvisorServer';
import { evictionLoop } from './evictionLoop';
import type { Hierarchy } from './hierarchy';
import { buildHostNode, buildTree, TREE, type HostNode } from './hostNode';
import { enter, startJanitor } from './janitor';
import { markKernelLog, ownReports, readKernelLog, summaries } from './kernelReports';
import { startKubeletServer } from './kubeletServer';
import { startNodeExporter } from './nodeExporterServer';
import { podWorker } from './podLifecycle';
import { reviewByTerminal, type TerminalReview } from './reviewByTerminal';
import { scrapeConfig } from './scrapeConfig';
import { whatHappened, type Happened } from './whatHappened';

export interface HostRun {
  readonly happened: Happened;
  readonly review: TerminalReview;
}

/** What was started last is scraped once more. */
const LAST_SCRAPES = 12_000;

interface RunOptions {
  readonly hierarchy: Hierarchy;
  readonly scenario: Scenario;
  /** The leak tool as one file of JavaScript. */
  readonly leak: string;
}

/** Plays the scenario with real processes in real cgroups, and has it reviewed from what a real Prometheus scraped. */
export async function runHost({ hierarchy, scenario, leak }: RunOptions): Promise<HostRun> {
  const home = mkdtempSync(join(tmpdir(), 'tidemark-lab-'));
  // Before there is anything to clean up: what fails half-way is removed too.
  const clean = startJanitor({ hierarchy, path: TREE }, [home]);
  const tree = buildTree(hierarchy, scenario);
  enter({ hierarchy, path: `${tree.path}/servers` });
  const marker = `tidemark-lab: ${scenario.name} ${process.pid} ${Date.now()}`;
  const hasLog = markKernelLog(marker);
  const node = buildHostNode(hierarchy, scenario, {
    kernel_version: release(),
    container_runtime_version: 'none://0',
    os_image: 'lab',
  });
  const prometheus = await startServers(node, home);
  const from = Date.now();
  await play(node, scenario, { leak, onChange: () => writeNames(home, node) });
  const kernelLog = hasLog ? ownReports(readKernelLog(), marker) : [];
  const log = join(home, 'node.log');
  writeFileSync(log, [...kernelLog, ...node.kubeletLog].map((line) => `${line}\n`).join(''));
  const happened = whatHappened(node, summaries(kernelLog));
  const review = await reviewByTerminal({ prometheus, node: node.spec.name, from, log });
  await clean();
  return { happened, review };
}

async function startServers(node: HostNode, home: string): Promise<string> {
  writeNames(home, node);
  const kubelet = await startKubeletServer(node);
  const cadvisor = await startCadvisor(home);
  const exporter = await startNodeExporter();
  const { url } = await startPrometheus({
    home,
    configuration: scrapeConfig({
      node: node.spec.name,
      pages: {
        kubelet: `${kubelet.url}/metrics`,
        'kubelet-cadvisor': cadvisor.url,
        'node-exporter': exporter.url,
        'kube-state-metrics': `${kubelet.url}/kube-state-metrics`,
      },
    }),
  });
  progress(`Prometheus with this machine as node ${node.spec.name} answers on ${url}`);
  return url;
}

/** All at its time; ends with the scenario's duration. */
async function play(
  node: HostNode,
  scenario: Scenario,
  options: { readonly leak: string; readonly onChange: () => void }
): Promise<void> {
  const worker = podWorker(node, options);
  const over = new AbortController();
  const stop = stopAtExit(() => {
    worker.stop();
    over.abort();
  });
  const loop = evictionLoop(node, { evict: worker.evict, signal: over.signal });
  const began = Date.now();
  for (const pod of [...scenario.pods].sort((a, b) => a.start - b.start)) {
    await wait(Math.max(0, began + pod.start - Date.now()));
    progress(`starts ${pod.namespace}/${pod.name}`);
    worker.start(pod);
  }
  await wait(Math.max(0, began + scenario.duration - Date.now()));
  await wait(LAST_SCRAPES);
  await stop();
  await loop;
}
