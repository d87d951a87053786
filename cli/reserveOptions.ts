import { readFileSync } from 'node:fs';

import { InvalidArgumentError, Option, type Command } from 'commander';
import { parseDocument } from 'yaml';

import { findProvider, PROVIDER_IDS } from '../src/domain/lines/providers';
import { parseBytes } from '../src/domain/quantity/quantity';
import { readKubeletConfig, type ReserveSettings } from '../src/domain/reserve/kubeletConfig';
import { parseEvictionFlag } from '../src/domain/lines/threshold';
import type { Bytes } from '../src/domain/units';

/** A kubelet's settings as the command line gives them. */
export interface ReserveOptions extends ReserveSettings {
  readonly capacity?: Bytes;
  readonly config?: string;
  readonly provider?: string;
  readonly maxPods?: number;
  readonly kubernetes?: string;
}

export function addReserveOptions(command: Command): Command {
  return command
    .option('--capacity <quantity>', "the node's memory, such as 7120616Ki", quantity)
    .option('--config <file>', 'a KubeletConfiguration in YAML or JSON, or what /configz answers')
    .addOption(new Option('--provider <id>', 'begin with its documented defaults').choices([...PROVIDER_IDS]))
    .option('--max-pods <count>', 'for providers that reserve by it', count)
    .option('--kubernetes <version>', 'for providers whose defaults changed, such as 1.29')
    .option('--kube-reserved <quantity>', 'overrides the file', quantity)
    .option('--system-reserved <quantity>', 'likewise', quantity)
    .option('--eviction-hard <flag>', "likewise: 'memory.available<750Mi'", reading(parseEvictionFlag))
    .option('--hugepages <quantity>', 'pre-allocated, of all sizes', quantity);
}

/** The provider's defaults, over them the file's, over them the flags'. */
export function reserveSettings(options: ReserveOptions): ReserveSettings {
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

/** Anything of a kubelet's settings was given. */
export const hasReserveSettings = (options: ReserveOptions): boolean =>
  [
    options.config,
    options.provider,
    options.kubeReserved,
    options.systemReserved,
    options.evictionHard,
    options.hugepages,
  ].some((one) => one !== undefined);

function ofProvider({ provider, capacity, maxPods, kubernetes }: ReserveOptions): ReserveSettings {
  if (provider === undefined) {
    return {};
  }
  if (capacity === undefined) {
    throw new Error('--provider needs --capacity: its defaults depend on it');
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

export function reading<T>(parse: (text: string) => T): (text: string) => T {
  return (text) => {
    try {
      return parse(text);
    } catch (error) {
      throw new InvalidArgumentError(error instanceof Error ? error.message : String(error));
    }
  };
}

export const quantity = reading(parseBytes);

export function count(text: string): number {
  if (!/^[1-9][0-9]{0,3}$/.test(text)) {
    throw new InvalidArgumentError('give a number of pods, such as 110.');
  }
  return Number(text);
}
