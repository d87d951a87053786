import { Command, Option } from 'commander';

import type { EpochMs } from '../src/domain/units';
import { readPodSearch, type PodSearch } from '../src/domain/pod/podSearch';

import { addConnectionOptions, type ConnectionOptions } from './http/connectionOptions';
import { reach, type Outside } from './http/reach';
import type { ProgressLine } from './progressLine';
import { readLogFile } from './readLogFile';
import { review, type LoadIncidents, type Review } from './review';
import { printReview, type ReviewFormat } from './reviewOutput';
import { printSummary } from './summaryOutput';
import { printable } from './terminalText';
import { readTime } from './timeOption';

/** The world outside, for tests to replace. */
export interface Surroundings extends Outside {
  readonly loadIncidents: LoadIncidents;
  readonly now: () => EpochMs;
  readonly print: (text: string) => void;
  readonly say: (text: string) => void;
  readonly progress: ProgressLine;
  readonly exitWith: (code: number) => void;
}

interface Options extends ConnectionOptions {
  readonly prometheus: string;
  readonly from: EpochMs;
  readonly to: EpochMs;
  readonly node?: string;
  readonly cluster?: string;
  readonly namespace?: string;
  readonly pod?: string;
  readonly format: ReviewFormat;
  readonly summary?: true;
  readonly log?: string;
}

/** Exit codes: 0 no memory incident, 3 some, 2 when that cannot be said. */
const EXIT = { none: 0, failed: 2, some: 3 };

const EXAMPLES = `
Examples:
  tidemark review --prometheus http://127.0.0.1:9090
  tidemark review --prometheus http://127.0.0.1:9090 --from now-2d --node worker-1 --format markdown
  tidemark review --prometheus http://127.0.0.1:9090 --namespace shop --pod cart
  tidemark review --prometheus http://127.0.0.1:9090 --from now-7d --summary --format markdown
  tidemark review --prometheus https://mimir.example/prometheus --header 'X-Scope-OrgID: shop' --bearer-token-file token
  journalctl -k -o short-iso > kernel.log && tidemark review --prometheus http://127.0.0.1:9090 --log kernel.log

Exit code: 0 no memory incident, 3 at least one, 2 when something could not be read.`;

export function reviewCommand(around: Surroundings): Command {
  const now = around.now();
  const time = (text: string) => readTime(text, now);
  const command = new Command('review')
    .description('find every eviction and OOM kill in a Prometheus, and say why each happened')
    .addOption(
      new Option('--prometheus <url>', 'the Prometheus (or Thanos, Mimir, VictoriaMetrics) to ask')
        .env('TIDEMARK_PROMETHEUS')
        .makeOptionMandatory()
    )
    .addOption(
      new Option('--from <time>', 'RFC 3339, epoch, or relative: now-2d')
        .argParser(time)
        .default(time('now-6h'), 'now-6h')
    )
    .addOption(new Option('--to <time>', 'likewise').argParser(time).default(now, 'now'))
    .option('--node <name>', 'only this node (default: every node that Prometheus knows)')
    .option('--cluster <name>', 'only nodes whose cluster label has this value')
    .option('--pod <name>', 'why did this pod die, or the pods of this workload? Also for pods that are gone')
    .option('--namespace <name>', 'the namespace of --pod')
    .addOption(new Option('--format <format>').choices(['table', 'json', 'markdown']).default('table'))
    .option(
      '--summary',
      'in place of the incidents who pays most often, which culprit returns, what would have prevented most'
    )
    .option('--log <file>', 'a kernel or kubelet log of the node as proof, .gz too; - for standard input');
  return addConnectionOptions(command)
    .addHelpText('after', EXAMPLES)
    .action((options: Options) => run(options, around));
}

async function run(options: Options, around: Surroundings): Promise<void> {
  const { from, to, node, cluster, log } = options;
  if (from >= to) {
    throw new Error(`--from (${new Date(from).toISOString()}) must lie before --to (${new Date(to).toISOString()})`);
  }
  const search = searchOf(options);
  const print = printerOf(options);
  const { url, port, hide } = reach(options, around);
  const done = await review({
    port,
    loadIncidents: around.loadIncidents,
    ...{ from, to, node, cluster },
    ...(search && { search }),
    ...(log !== undefined && { log: await readLogFile(log) }),
    onProgress: around.progress.show,
  })
    .catch((error: unknown) => {
      throw new Error(`${url}: ${hide(error instanceof Error ? error.message : String(error))}`);
    })
    .finally(around.progress.clear);
  around.print(print(done));
  if (done.incomplete.length > 0) {
    around.say(`tidemark: not everything could be read: ${printable(firstGap(done))}\n`);
  }
  around.exitWith(exitCodeOf(done));
}

function printerOf({ format, summary }: Options): (review: Review) => string {
  if (!summary) {
    return (review) => printReview(review, format);
  }
  if (format === 'json') {
    throw new Error('--summary is for people: give it --format table or markdown; JSON lists every incident to count');
  }
  return (review) => printSummary(review, format);
}

function searchOf({ pod, namespace }: Options): PodSearch | undefined {
  const search = pod === undefined ? undefined : readPodSearch(pod, namespace);
  if (search === undefined && (pod !== undefined || namespace !== undefined)) {
    throw new Error(
      pod === undefined
        ? '--namespace needs --pod: whose death is it about?'
        : '--pod needs the name of a pod or workload'
    );
  }
  return search;
}

/** No incident among half the data is no all-clear; nor is a pod of which nothing can be said. */
function exitCodeOf({ incidents, incomplete, pod }: Review): number {
  if (incidents.some(({ memory }) => memory)) {
    return EXIT.some;
  }
  const isOpen = pod && ['unknown', 'incomplete', 'not-seen'].includes(pod.answer.outcome);
  return incomplete.length > 0 || isOpen ? EXIT.failed : EXIT.none;
}

const firstGap = ({ findings, incomplete }: Review): string =>
  findings.find(({ severity, code }) => severity === 'error' || code === 'partial-data')?.text ?? incomplete.join(', ');
