import { Command, Option } from 'commander';

import { findTooLarge } from '../src/domain/reserve/kubeletConfig';
import { buildLadder } from '../src/domain/reserve/ladder';
import { RESERVE_FORMS, writeReserve, type ReserveForm } from '../src/domain/reserve/reserveForms';

import { addReserveOptions, reserveSettings, type ReserveOptions } from './reserveOptions';
import { printLadder } from './reserveOutput';

interface Surroundings {
  readonly print: (text: string) => void;
}

interface Options extends ReserveOptions {
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
  const command = new Command('reserve').description(
    'where reserve and threshold put allocatable and the kubepods limit, and how to write them down'
  );
  return addReserveOptions(command)
    .addOption(new Option('--format <format>').choices(['table', 'json', ...RESERVE_FORMS]).default('table'))
    .addHelpText('after', EXAMPLES)
    .action((options: Options) => print(reserve(options)));
}

function reserve(options: Options): string {
  const { capacity, format } = options;
  if (capacity === undefined) {
    throw new Error('--capacity is needed: the memory of the node, such as 7120616Ki');
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
