import { Command, Option } from 'commander';

import { findTooLarge } from '../src/domain/reserve/kubeletConfig';
import { buildLadder } from '../src/domain/reserve/ladder';
import { RESERVE_FORMS, writeReserve, type ReserveForm } from '../src/domain/reserve/reserveForms';

import type { LoadIncidents } from './review';
import { readCount } from './durationOption';
import { addConnectionOptions, type ConnectionOptions } from './http/connectionOptions';
import { reach, type Outside } from './http/reach';
import { reserveNode } from './reserveNode';
import { printReservedNode } from './reserveNodeOutput';
import { addReserveOptions, hasReserveSettings, reserveSettings, type ReserveOptions } from './reserveOptions';
import type { EpochMs } from '../src/domain/units';

import { printLadder } from './reserveOutput';
import { readTime } from './timeOption';

/** The world outside, for tests to replace. */
interface Surroundings extends Outside {
  readonly loadIncidents: LoadIncidents;
  readonly now: () => EpochMs;
  readonly print: (text: string) => void;
}

interface Options extends ReserveOptions, ConnectionOptions {
  readonly prometheus?: string;
  readonly node?: string;
  readonly cluster?: string;
  readonly nodes: number;
  readonly from: EpochMs;
  readonly to: EpochMs;
  readonly format: 'table' | 'json' | ReserveForm;
}

const EXAMPLES = `
Examples:
  tidemark reserve --capacity 7120616Ki --config /var/lib/kubelet/config.yaml
  tidemark reserve --capacity 7120616Ki --kube-reserved 1638Mi --eviction-hard 'memory.available<1000Mi'
  tidemark reserve --capacity 16Gi --provider eks --max-pods 58 --format openshift
  tidemark reserve --prometheus http://127.0.0.1:9090 --node worker-1 --from now-7d --eviction-hard 'memory.available<1000Mi' --nodes 40

The capacity is what kubectl get node -o jsonpath='{.status.capacity.memory}' prints.`;

/** A node's lines from its kubelet's settings, before any node has them; or against what a node has recorded. */
export function reserveCommand(around: Surroundings): Command {
  const now = around.now();
  const time = (text: string) => readTime(text, now);
  const command = new Command('reserve')
    .description('where reserve and threshold put allocatable and the kubepods limit, and how to write them down')
    .addOption(new Option('--prometheus <url>', 'try them on --node as it is recorded here').env('TIDEMARK_PROMETHEUS'))
    .option('--node <name>', 'the node, with --prometheus')
    .option('--cluster <name>', 'its cluster label')
    .addOption(
      new Option('--nodes <count>', 'equal nodes, for what it costs').argParser(readCount(1, 100_000)).default(1)
    )
    .addOption(new Option('--from <time>', 'of what is recorded').argParser(time).default(time('now-6h'), 'now-6h'))
    .addOption(new Option('--to <time>', 'likewise').argParser(time).default(now, 'now'));
  return addConnectionOptions(addReserveOptions(command))
    .addOption(new Option('--format <format>').choices(['table', 'json', ...RESERVE_FORMS]).default('table'))
    .addHelpText('after', EXAMPLES)
    .action(async (options: Options) =>
      around.print(options.node === undefined ? reserve(options) : await onNode(options, options.node, around))
    );
}

async function onNode(options: Options, node: string, around: Surroundings): Promise<string> {
  const { prometheus, cluster, from, to, nodes, format, capacity } = options;
  if (prometheus === undefined) {
    throw new Error('--node needs --prometheus: where is it recorded?');
  }
  if (format !== 'table' && format !== 'json') {
    throw new Error(`--format ${format} writes settings down: leave out --node, and give --capacity`);
  }
  if (from >= to) {
    throw new Error(`--from (${new Date(from).toISOString()}) must lie before --to (${new Date(to).toISOString()})`);
  }
  if (capacity !== undefined && options.provider === undefined) {
    throw new Error('--capacity has no meaning with --node, whose own is known');
  }
  const settings = hasReserveSettings(options) ? reserveSettings(options) : undefined;
  const { url, port, hide } = reach({ ...options, prometheus }, around);
  const found = await reserveNode({
    ...{ port, node, from, to, loadIncidents: around.loadIncidents },
    ...(cluster !== undefined && { cluster }),
    ...(settings && { settings }),
  }).catch((error: unknown) => {
    throw new Error(`${url}: ${hide(error instanceof Error ? error.message : String(error))}`);
  });
  return printReservedNode({ ...found, nodes }, format);
}

function reserve(options: Options): string {
  const { capacity, format } = options;
  if (capacity === undefined) {
    throw new Error('give --capacity, the memory of the node (7120616Ki), or --prometheus and --node');
  }
  const settings = reserveSettings(options);
  const ladder = buildLadder({ value: capacity, provenance: 'configured', source: '--capacity' }, settings);
  const tooLarge = findTooLarge(capacity, ladder.lines.allocatable?.value ?? 0);
  if (tooLarge !== undefined) {
    throw new Error(tooLarge);
  }
  return format === 'table' || format === 'json'
    ? printLadder(ladder, settings, format)
    : writeReserve(settings, format);
}
