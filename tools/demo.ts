import { parseArgs } from 'node:util';

import { buildPlugin } from './buildPlugin';
import { buildPreview } from './buildPreview';
import { checkPrometheus } from './checkPrometheus';
import { Complaint, runOrComplain } from './complaint';
import { isPortFree } from './freePort';
import { startGrafana } from './grafana';
import { progress } from './progress';
import { DEMO_RECORDED, startRecordedPrometheus } from './recordings';
import { servePreview } from './servePreview';
import { whatToOpen } from './whatToOpen';

const HELP = `npm run demo -- [options]

Shows the built plugin over two recorded nodes: Figure 3, Figure 6 and the node page.

  --prometheus URL  read this Prometheus instead of the recordings
  --port N          serve on 127.0.0.1:N (default 3000)
  --grafana         run a real Grafana (12.4 or newer; "grafana" on PATH or in GRAFANA_HOME/bin) with provisioning/
  --help            this text
`;

interface DemoOptions {
  readonly port: number;
  readonly prometheus: string | undefined;
  readonly grafana: boolean;
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
    console.log(whatToOpen({ url, recorded: options.prometheus === undefined, grafana }));
  });

async function servePreviewOf(prometheus: string, port: number) {
  await buildPreview();
  return servePreview({ port, prometheus });
}

async function choosePrometheus({ prometheus }: DemoOptions): Promise<string> {
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
    const { values } = parseArgs({
      args: [...args],
      options: {
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
    return values.help ? 'help' : { port, prometheus: values.prometheus, grafana: values.grafana };
  } catch (error) {
    throw new Complaint(`${error instanceof Error ? error.message : error}\n\n${HELP}`);
  }
}
