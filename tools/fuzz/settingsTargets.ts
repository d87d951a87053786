import fc from 'fast-check';

import { decodeSettings, type Settings } from '../../src/datasource/jsonData';
import { findOverride, parseOverride } from '../../src/domain/lines/nodeLinesOverride';
import { parseBytes, QuantityError } from '../../src/domain/quantity/quantity';
import { parseEvictionFlag, ThresholdError, type Threshold } from '../../src/domain/lines/threshold';

import { hostileText } from './hostileText';
import { mutatedJson } from './mutateJson';
import { mutated } from './mutateText';
import { expect, target, type Target } from './target';

const SETTINGS = [
  {
    promUid: 'prom',
    labels: { node: 'node', instance: 'instance', cluster: 'cluster' },
    overrides: [
      {
        nodes: 'aks-*',
        kubeReserved: '1638Mi',
        systemReserved: '0',
        evictionHard: 'memory.available<750Mi',
        provider: 'aks',
      },
      { nodes: '*', evictionHard: 'memory.available<5%,nodefs.available<10%' },
    ],
  },
  {},
];

const number = fc.oneof(
  fc.nat().map(String),
  fc.double().map(String),
  fc.constantFrom('0', '007', '.5', '1.', '1e3', '9'.repeat(40), '1e-1001', '0.'.padEnd(60, '0') + '1')
);
const suffix = fc.constantFrom(
  '',
  'Ki',
  'Mi',
  'Gi',
  'Ti',
  'Pi',
  'Ei',
  'n',
  'u',
  'm',
  'k',
  'M',
  'G',
  'T',
  'P',
  'E',
  'e3',
  'E-3',
  '%',
  'e400',
  'mi',
  '%%'
);
const amount = fc.tuple(fc.constantFrom('', '', '+', '-'), number, suffix).map((parts) => parts.join(''));
const quantity = fc.oneof(
  { weight: 5, arbitrary: amount },
  { weight: 3, arbitrary: mutated(amount) },
  { weight: 1, arbitrary: hostileText }
);
const signal = fc.constantFrom(
  'memory.available',
  'allocatableMemory.available',
  'nodefs.available',
  'pid.available',
  'memory',
  '__proto__',
  ''
);
const flag = fc
  .array(
    fc.tuple(signal, fc.constantFrom('<', '<', '<', '>', '<<', ''), quantity).map((parts) => parts.join('')),
    { maxLength: 4 }
  )
  .map((all) => all.join(','));

export const settingsTargets: readonly Target[] = [
  target('quantity', 0.07, {
    input: quantity,
    found: [`${'9'.repeat(60_000)}x`],
    read: (text) => orRefused(() => parseBytes(text), QuantityError),
    check: (bytes) =>
      expect(bytes === undefined || (Number.isSafeInteger(bytes) && bytes >= 0), `${bytes} is no amount of memory`),
  }),
  target('eviction threshold', 0.05, {
    input: fc.oneof(flag, mutated(flag)),
    found: [`memory.available<${'%'.repeat(60_000)}x%`, 'x'.repeat(5000)],
    read: (text) => orRefused(() => parseEvictionFlag(text), ThresholdError),
    check: (thresholds = []) => expect(thresholds.every(canBeMet), 'a threshold that no signal can meet'),
  }),
  target('settings', 0.06, {
    input: fc.oneof({ weight: 6, arbitrary: mutatedJson(SETTINGS) }, { weight: 1, arbitrary: fc.jsonValue() }),
    read: decodeSettings,
    check: checkSettings,
  }),
];

function canBeMet({ value }: Threshold): boolean {
  return value.kind === 'fraction'
    ? value.fraction >= 0 && value.fraction <= 1
    : Number.isSafeInteger(value.bytes) && value.bytes > 0;
}

function checkSettings({ promUid, labels, overrides, problems }: Settings): void {
  expect(
    [promUid, ...problems].every((text) => typeof text === 'string'),
    'a text that is none'
  );
  expect(
    problems.every((text) => text.length < 1000),
    'a problem too long to read'
  );
  expect(
    Object.values(labels).every((label) => /^[a-zA-Z_]\w*$/.test(label)),
    'a label name that is none'
  );
  findOverride(overrides, 'aks-agentpool-21735204-vmss000003');
  const findings = overrides.slice(0, 20).flatMap((override) => parseOverride(override).findings);
  expect(
    findings.every(({ text }) => text.length < 1000),
    'a finding too long to read'
  );
}

/** The answer, or undefined when it was refused as documented; anything else is a fault. */
function orRefused<T>(parse: () => T, refusal: new (message: string) => Error): T | undefined {
  try {
    return parse();
  } catch (error) {
    if (error instanceof refusal) {
      expect(error.message.length < 1000, 'a refusal too long to read');
      return undefined;
    }
    throw error;
  }
}
