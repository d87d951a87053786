import { readFileSync } from 'node:fs';

import { Command, InvalidArgumentError, Option } from 'commander';
import { parseDocument } from 'yaml';

import { findProvider, PROVIDER_IDS } from '../src/domain/lines/providers';
import { parseBytes } from '../src/domain/quantity/quantity';
import { findTooLarge, readKubeletConfig, type ReserveSettings } from '../src/domain/reserve/kubeletConfig';
import { buildLadder } from '../src/domain/reserve/ladder';
import { RESERVE_FORMS, writeReserve, type ReserveForm } from '../src/domain/reserve/reserveForms';
import { parseEvictionFlag } from '../src/domain/lines/threshold';
import type { Bytes } from '../src/domain/units';

import { printLadder } from './reserveOutput';

interface Surroundings {
  readonly print: (text: string) => void;
}

interface Options extends ReserveSettings {
  readonly capacity: Bytes;
  readonly config?: string;
  readonly provider?: string;
  readonly maxPods?: number;
  readonly kubernetes?: string;
  readonly format: 'table' | 'json' | ReserveForm;
}

const EXAMPLES = `
Examples:
  tidemark reserve --capacity 7120616Ki --config /var/lib/kubelet/config.yaml
  tidemark reserve --capacity 7120616Ki --kube-reserved 1638Mi --eviction-hard 'memory.available<1000Mi'
  tidemark reserve --capacity 16Gi --provider eks --max-pods 58 --format openshift

The capacity is what kubectl get node -o jsonpath='{.status.capacity.memory}' prints.`;

/** A node's lines from its kubelet's settings, before any node has them. */
export function reserveCommand({ print }: Surroundings): Command {
  return new Command('reserve')
    .description('where reserve and threshold put allocatable and the kubepods limit, and how to write them down')
    .requiredOption('--capacity <quantity>', "the node's memory, such as 7120616Ki", quantity)
    .option('--config <file>', 'a KubeletConfiguration in YAML or JSON, or what /configz answers')
    .addOption(new Option('--provider <id>', 'begin with its documented defaults').choices([...PROVIDER_IDS]))
    .option('--max-pods <count>', 'for providers that reserve by it', count)
    .option('--kubernetes <version>', 'for providers whose defaults changed, such as 1.29')
    .option('--kube-reserved <quantity>', 'overrides the file', quantity)
    .option('--system-reserved <quantity>', 'likewise', quantity)
    .option('--eviction-hard <flag>', "likewise: 'memory.available<750Mi'", reading(parseEvictionFlag))
    .option('--hugepages <quantity>', 'pre-allocated, of all sizes', quantity)
    .addOption(new Option('--format <format>').choices(['table', 'json', ...RESERVE_FORMS]).default('table'))
    .addHelpText('after', EXAMPLES)
    .action((options: Options) => print(reserve(options)));
}

function reserve(options: Options): string {
  const { capacity, format } = options;
  const settings = settingsOf(options);
  const ladder = buildLadder({ value: capacity, provenance: 'configured', source: '--capacity' }, settings);
  const tooLarge = findTooLarge(capacity, ladder.lines.allocatable?.value ?? 0);
  if (tooLarge !== undefined) {
    throw new Error(tooLarge);
  }
  return format === 'table' || format === 'json'
    ? printLadder(ladder, settings, format)
    : writeReserve(settings, format);
}

/** The provider's defaults, over them the file's, over them the flags'. */
function settingsOf(options: Options): ReserveSettings {
  const { config, kubeReserved, systemReserved, evictionHard, hugepages } = options;
  return {
    ...ofProvider(options),
    ...(config !== undefined && ofFile(config)),
    ...(kubeReserved !== undefined && { kubeReserved }),
    ...(systemReserved !== undefined && { systemReserved }),
    ...(evictionHard !== undefined && { evictionHard }),
    ...(hugepages !== undefined && { hugepages }),
  };
}

function ofProvider({ provider, capacity, maxPods, kubernetes }: Options): ReserveSettings {
  if (provider === undefined) {
    return {};
  }
  const profile = findProvider(provider, kubernetes);
  if (!profile) {
    throw new Error(`${provider} changed its defaults between versions: say which by --kubernetes 1.29`);
  }
  const reserved = profile.reserved({ capacity, ...(maxPods !== undefined && { maxPods }) });
  if (reserved === undefined) {
    throw new Error(`${profile.name} reserves by the number of pods: say it by --max-pods`);
  }
  const { evictionHard } = profile;
  return {
    kubeReserved: reserved,
    evictionHard:
      evictionHard === undefined
        ? []
        : [{ signal: 'memory.available', value: { kind: 'quantity', bytes: evictionHard } }],
  };
}

function ofFile(file: string): ReserveSettings {
  const document = parseDocument(readFileSync(file === '-' ? 0 : file, 'utf8'));
  const [broken] = document.errors;
  if (broken) {
    throw new Error(`${file} is neither YAML nor JSON: ${broken.message.split('\n')[0]}`);
  }
  const { settings, problems } = readKubeletConfig(document.toJS());
  if (problems.length > 0) {
    throw new Error([`${file} cannot be used:`, ...problems.map((problem) => `  - ${problem}`)].join('\n'));
  }
  return settings;
}

function reading<T>(parse: (text: string) => T): (text: string) => T {
  return (text) => {
    try {
      return parse(text);
    } catch (error) {
      throw new InvalidArgumentError(error instanceof Error ? error.message : String(error));
    }
  };
}

const quantity = reading(parseBytes);

function count(text: string): number {
  if (!/^[1-9][0-9]{0,3}$/.test(text)) {
    throw new InvalidArgumentError('give a number of pods, such as 110.');
  }
  return Number(text);
}
