import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { rankForEviction } from './evictionRank';

interface OracleCase {
  readonly order: readonly string[];
  readonly pods: ReadonlyArray<{
    readonly name: string;
    readonly priority: number;
    readonly requestBytes: number;
    readonly workingSetBytes?: number;
  }>;
}

describe('rankForEviction', () => {
  const lines = readFileSync(join(__dirname, '../../test/fixtures/oracles/eviction-order.jsonl'), 'utf8')
    .trim()
    .split('\n');

  it(`is the kubelet's order in all ${lines.length} cases of the oracle`, () => {
    for (const line of lines) {
      const { order, pods } = JSON.parse(line) as OracleCase;
      const ranked = rankForEviction(
        pods.map(({ name, priority, requestBytes, workingSetBytes }) => ({
          name,
          priority,
          request: requestBytes,
          usage: workingSetBytes,
        }))
      );
      const keys = (names: readonly string[]) => names.map((name) => rankKey(pods.find((pod) => pod.name === name)));
      // Pods of one rank keep no promised order.
      expect(keys(ranked.map(({ name }) => name))).toEqual(keys(order));
    }
  });
});

function rankKey(pod: OracleCase['pods'][number] | undefined): unknown {
  if (!pod) {
    return undefined;
  }
  const { workingSetBytes: usage, requestBytes, priority } = pod;
  const group = usage === undefined ? 0 : usage > requestBytes ? 1 : 2;
  return [group, priority, usage === undefined ? 'any' : usage - requestBytes];
}
