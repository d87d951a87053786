import { parseArgs } from 'node:util';

import { chooseScenario } from '../lab/live/chooseScenario';
import { startLivePrometheus } from '../lab/live/livePrometheus';
import { playLive } from '../lab/live/playLive';
import type { Scenario } from '../lab/simulator/scenario';

import { buildPlugin } from './buildPlugin';
import { buildPreview } from './buildPreview';
import { checkPrometheus } from './checkPrometheus';
import { Complaint, runOrComplain } from './complaint';
import { isPortFree } from './freePort';
import { startGrafana } from './grafana';
import { progress } from './progress';
import { DEMO_RECORDED, startRecordedPrometheus } from './recordings';
import { servePreview } from './servePreview';
import { stopAtExit } from './stopAtExit';
import { whatToOpen } from './whatToOpen';

const HELP = `npm run demo -- [options]

Shows the built plugin over two recorded nodes: Figure 3, Figure 6 and the node page.

  --live [SCENARIO] an incident happens while you watch, within two minutes (oom2; npm run lab -- --help names the others)
  --prometheus URL  read this Prometheus instead of the recordings
  --port N          serve on 127.0.0.1:N (default 3000)
  --grafana         run a real Grafana (12.4 or newer; "grafana" on PATH or in GRAFANA_HOME/bin) with provisioning/
  --help            this text
`;

interface DemoOptions {
  readonly port: number;
  readonly prometheus: string | undefined;
  readonly grafana: boolean;
  readonly live?: Scenario;
}

/** Builds what is stale, starts what is needed, and serves until Ctrl-C. */
export const demo = (args: readonly string[]): Promise<void> =>
  runOrComplain(async () => {
    const options = parseOptions(args);
    if (options === 'help') {
      console.log(HELP);
      return;
    }
    const { port, grafana } = options;
    if (!(await isPortFree(port))) {
      throw new Complaint(`Port ${port} is taken. Choose another: npm run demo -- --port ${port + 1}`);
    }
    await buildPlugin();
    const prometheus = await choosePrometheus(options);
    const { url } = grafana ? await startGrafana({ port, prometheus }) : await servePreviewOf(prometheus, port);
    const holds = options.live ? 'live' : options.prometheus === undefined ? 'recordings' : 'yours';
    console.log(whatToOpen({ url, holds, grafana, ...(options.live && { node: options.live.node.name }) }));
    if (options.live) {
      await showLive(options.live, prometheus);
    }
  });

/** The preview goes on when the incident is over. */
async function showLive(scenario: Scenario, prometheus: string): Promise<void> {
  progress(`Alerts: ${prometheus}/alerts`);
  const over = new AbortController();
  stopAtExit(() => over.abort());
  await playLive(scenario, { prometheus, speed: 1, signal: over.signal });
}

async function servePreviewOf(prometheus: string, port: number) {
  await buildPreview();
  return servePreview({ port, prometheus });
}

async function choosePrometheus({ prometheus, live }: DemoOptions): Promise<string> {
  if (live) {
    return (await startLivePrometheus()).url;
  }
  if (prometheus !== undefined) {
    await checkPrometheus(prometheus);
    return prometheus;
  }
  const { url } = await startRecordedPrometheus(DEMO_RECORDED);
  progress(`Prometheus with both recordings answers on ${url}`);
  return url;
}

function parseOptions(args: readonly string[]): DemoOptions | 'help' {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        live: { type: 'boolean', default: false },
        prometheus: { type: 'string' },
        port: { type: 'string', default: '3000' },
        grafana: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    });
    const port = Number(values.port);
    if (!Number.isInteger(port) || port < 1 || port > 65_535) {
      throw new Error(`"${values.port}" is not a port`);
    }
    if (values.help) {
      return 'help';
    }
    const [scenario = 'oom2', ...more] = positionals;
    if (more.length > 0 || (positionals.length > 0 && !values.live)) {
      throw new Error(`"${positionals.join(' ')}" is no option`);
    }
    if (values.live && values.prometheus !== undefined) {
      throw new Error('--live brings its own Prometheus; npm run lab -- SCENARIO --prometheus URL plays into another');
    }
    const { prometheus, grafana } = values;
    return { port, prometheus, grafana, ...(values.live && { live: chooseScenario(scenario) }) };
  } catch (error) {
    if (error instanceof Complaint) {
      throw error;
    }
    throw new Complaint(`${error instanceof Error ? error.message : error}\n\n${HELP}`);
  }
}
