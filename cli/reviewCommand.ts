import { Command, InvalidArgumentError, Option } from 'commander';

import type { EpochMs } from '../src/domain/units';
import { httpPort, type Fetch } from '../src/prometheus/httpPort';

import { readLogFile } from './readLogFile';
import { review, type LoadIncidents, type Review } from './review';
import { printReview, type ReviewFormat } from './reviewOutput';
import { readTime } from './timeOption';

/** The world outside, for tests to replace. */
export interface Surroundings {
  readonly fetch: Fetch;
  readonly loadIncidents: LoadIncidents;
  readonly now: () => EpochMs;
  readonly print: (text: string) => void;
  readonly say: (text: string) => void;
  readonly exitWith: (code: number) => void;
}

interface Options {
  readonly prometheus: string;
  readonly from: EpochMs;
  readonly to: EpochMs;
  readonly node?: string;
  readonly cluster?: string;
  readonly format: ReviewFormat;
  readonly log?: string;
}

/** Exit codes: 0 no memory incident, 3 some, 2 when that cannot be said. */
const EXIT = { none: 0, failed: 2, some: 3 };

const EXAMPLES = `
Examples:
  tidemark review --prometheus http://127.0.0.1:9090
  tidemark review --prometheus http://127.0.0.1:9090 --from now-2d --node worker-1 --format markdown
  journalctl -k -o short-iso > kernel.log && tidemark review --prometheus http://127.0.0.1:9090 --log kernel.log

Exit code: 0 no memory incident, 3 at least one, 2 when something could not be read.`;

export function reviewCommand(around: Surroundings): Command {
  const now = around.now();
  const time = (text: string) => readTime(text, now);
  return new Command('review')
    .description('find every eviction and OOM kill in a Prometheus, and say why each happened')
    .requiredOption('--prometheus <url>', 'the Prometheus (or VictoriaMetrics) to ask', readUrl)
    .addOption(
      new Option('--from <time>', 'RFC 3339, epoch, or relative: now-2d')
        .argParser(time)
        .default(time('now-6h'), 'now-6h')
    )
    .addOption(new Option('--to <time>', 'likewise').argParser(time).default(now, 'now'))
    .option('--node <name>', 'only this node (default: every node that Prometheus knows)')
    .option('--cluster <name>', 'only nodes whose cluster label has this value')
    .addOption(new Option('--format <format>').choices(['table', 'json', 'markdown']).default('table'))
    .option('--log <file>', 'a kernel or kubelet log of the node as proof, .gz too; - for standard input')
    .addHelpText('after', EXAMPLES)
    .action((options: Options) => run(options, around));
}

async function run(options: Options, { fetch, loadIncidents, print, say, exitWith }: Surroundings): Promise<void> {
  const { prometheus, from, to, node, cluster, log, format } = options;
  if (from >= to) {
    throw new Error(`--from (${new Date(from).toISOString()}) must lie before --to (${new Date(to).toISOString()})`);
  }
  const done = await review({
    port: httpPort({ fetch, url: prometheus }),
    loadIncidents,
    from,
    to,
    node,
    cluster,
    ...(log !== undefined && { log: await readLogFile(log) }),
    onProgress: (text) => say(`${text}\n`),
  }).catch((error: unknown) => {
    throw new Error(`${prometheus}: ${error instanceof Error ? error.message : String(error)}`);
  });
  print(printReview(done, format));
  if (done.incomplete.length > 0) {
    say(`tidemark: not everything could be read: ${firstError(done)}\n`);
  }
  exitWith(exitCodeOf(done));
}

/** No incident among half the data is no all-clear. */
function exitCodeOf({ incidents, incomplete }: Review): number {
  if (incidents.some(({ memory }) => memory)) {
    return EXIT.some;
  }
  return incomplete.length > 0 ? EXIT.failed : EXIT.none;
}

const firstError = ({ findings }: Review): string =>
  findings.find(({ severity }) => severity === 'error')?.text ?? 'unknown';

function readUrl(text: string): string {
  if (!/^https?:\/\/[^/]/i.test(text)) {
    throw new InvalidArgumentError('give an address such as http://127.0.0.1:9090.');
  }
  return text;
}
