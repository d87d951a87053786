import { Command, Option } from 'commander';

import type { PlannedNode } from '../src/domain/preflight/finding';
import { preflight } from '../src/domain/preflight/preflight';
import { readManifests } from '../src/domain/preflight/readManifests';
import type { NodeLines } from '../src/domain/lines/nodeLines';
import { buildLadder } from '../src/domain/reserve/ladder';
import type { Bytes, EpochMs } from '../src/domain/units';

import { readCount } from './durationOption';
import { addConnectionOptions, type ConnectionOptions } from './http/connectionOptions';
import { reach, type Outside } from './http/reach';
import { loadNode } from './loadNode';
import { printPreflight, type PreflightFormat } from './preflightOutput';
import { readManifestFiles } from './readManifestFiles';
import {
  addReserveOptions,
  hasReserveSettings,
  quantity,
  reserveSettings,
  type ReserveOptions,
} from './reserveOptions';

/** The world outside, for tests to replace. */
interface Surroundings extends Outside {
  readonly now: () => EpochMs;
  readonly print: (text: string) => void;
  readonly exitWith: (code: number) => void;
}

interface Options extends ConnectionOptions, ReserveOptions {
  readonly allocatable?: Bytes;
  readonly prometheus?: string;
  readonly node?: string;
  readonly cluster?: string;
  readonly nodes: number;
  readonly failOn: FailOn;
  readonly format: PreflightFormat;
}

const FAIL_ON = ['error', 'warning', 'info', 'never'] as const;
type FailOn = (typeof FAIL_ON)[number];

/** Exit codes: 0 nothing found, 3 something, 2 when something could not be read. */
const EXIT = { none: 0, failed: 2, some: 3 };

const EXAMPLES = `
Examples:
  tidemark preflight deploy/*.yaml
  helm template shop ./chart | tidemark preflight - --allocatable 4675304Ki --nodes 3
  kubectl kustomize overlays/prod | tidemark preflight - --capacity 7120616Ki --config kubelet.yaml
  tidemark preflight deploy.yaml --prometheus http://127.0.0.1:9090 --node worker-1 --format json

Exit code: 0 nothing found at --fail-on or above, 3 something, 2 when something could not be read.`;

export function preflightCommand(around: Surroundings): Command {
  const command = new Command('preflight')
    .description('what would go wrong with the memory of these manifests, before they are applied')
    .argument('<files...>', 'manifests in YAML (many documents too) or JSON; - for standard input')
    .option('--allocatable <quantity>', 'what a node gives to pods, as kubectl describe node prints it', quantity)
    .addOption(
      new Option('--nodes <count>', 'equal nodes that share the pods').argParser(readCount(1, 100_000)).default(1)
    )
    .addOption(new Option('--prometheus <url>', 'take the lines of --node from here').env('TIDEMARK_PROMETHEUS'))
    .option('--node <name>', 'the node, with --prometheus')
    .option('--cluster <name>', 'its cluster label')
    .addOption(
      new Option('--fail-on <severity>', 'from which finding on to exit with 3').choices(FAIL_ON).default('warning')
    )
    .addOption(new Option('--format <format>').choices(['table', 'json']).default('table'));
  return addConnectionOptions(addReserveOptions(command))
    .addHelpText('after', EXAMPLES)
    .action((files: readonly string[], options: Options) => run(files, options, around));
}

async function run(files: readonly string[], options: Options, around: Surroundings): Promise<void> {
  const read = readManifestFiles(files);
  const node = await nodeOf(options, around);
  const manifests = readManifests(read.documents);
  const findings = preflight(manifests, node);
  const problems = [
    ...read.problems,
    ...manifests.problems.map(({ place, text }) => {
      const { file, line } = read.at(place);
      return `${file}:${line}: ${text}`;
    }),
  ];
  around.print(
    printPreflight({ ...manifests, problems, findings, at: read.at, ...(node && { node }) }, options.format)
  );
  const counts = findings.some(({ severity }) => FAIL_ON.indexOf(severity) <= FAIL_ON.indexOf(options.failOn));
  around.exitWith(problems.length > 0 ? EXIT.failed : counts && options.failOn !== 'never' ? EXIT.some : EXIT.none);
}

/** Told by one of three ways; without any, what needs a node is not looked at. */
async function nodeOf(options: Options, around: Surroundings): Promise<PlannedNode | undefined> {
  const { allocatable, capacity, node, nodes: count } = options;
  if (node !== undefined) {
    return { name: node, count, lines: await linesOf(options, node, around) };
  }
  if (capacity !== undefined) {
    const ladder = buildLadder(
      { value: capacity, provenance: 'configured', source: '--capacity' },
      reserveSettings(options)
    );
    return { name: 'the node', count, lines: ladder.lines };
  }
  if (hasReserveSettings(options)) {
    throw new Error('the settings of a kubelet say nothing without the memory of its node: add --capacity');
  }
  return allocatable === undefined
    ? undefined
    : {
        name: 'the node',
        count,
        lines: { allocatable: { value: allocatable, provenance: 'configured', source: '--allocatable' }, findings: [] },
      };
}

async function linesOf(options: Options, node: string, around: Surroundings): Promise<NodeLines> {
  const { prometheus, cluster } = options;
  if (prometheus === undefined) {
    throw new Error('--node needs --prometheus: where are its lines to be read?');
  }
  const { url, port, hide } = reach({ ...options, prometheus }, around);
  const to = around.now();
  const { memory, findings } = await loadNode({
    port,
    node,
    from: to - LOOK_BACK,
    to,
    ...(cluster && { cluster }),
  }).catch((error: unknown) => {
    throw new Error(`${url}: ${hide(error instanceof Error ? error.message : String(error))}`);
  });
  if (!memory.current.allocatable) {
    throw new Error(`${url}: the allocatable memory of ${node} is not known. ${findings[0]?.text ?? ''}`.trimEnd());
  }
  return memory.current;
}

const LOOK_BACK = 3_600_000;
