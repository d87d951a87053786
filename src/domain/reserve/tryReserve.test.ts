import type { NodeLines } from '../lines/nodeLines';
import { KiB, MiB } from '../units';

import { tryReserve, type TriedTexts } from './tryReserve';

const sourced = (value: number) => ({ value, provenance: 'measured' as const, source: 'test' });

/** The article's node. */
const ARTICLE: NodeLines = {
  capacity: sourced(7120616 * KiB),
  reserved: sourced(1638 * MiB),
  evictionHard: sourced(750 * MiB),
  findings: [],
};

const linesOf = (texts: TriedTexts, current = ARTICLE) => {
  const { lines, problems } = tryReserve(current, texts);
  return { allocatable: lines?.allocatable?.value, kubepodsLimit: lines?.kubepodsLimit?.value, problems };
};

describe('tryReserve', () => {
  it('leaves the node as it is where nothing is typed', () => {
    expect(linesOf({ reserved: ' ' })).toEqual({ allocatable: 4675304 * KiB, kubepodsLimit: 5573943296, problems: [] });
  });

  it.each(['1000Mi', 'memory.available<1000Mi'])(
    '%s lowers allocatable and leaves the kubepods limit',
    (evictionHard) => {
      expect(linesOf({ evictionHard })).toEqual({
        allocatable: 4419304 * KiB,
        kubepodsLimit: 5573943296,
        problems: [],
      });
    }
  );

  it('moves both lines with the reserve', () => {
    expect(linesOf({ reserved: '1Gi' })).toEqual({
      allocatable: 4675304 * KiB + 614 * MiB,
      kubepodsLimit: 5573943296 + 614 * MiB,
      problems: [],
    });
  });

  it('keeps the node’s hugepages', () => {
    const { allocatable } = linesOf({}, { ...ARTICLE, hugepages: sourced(512 * MiB) });
    expect(allocatable).toBe(4675304 * KiB - 512 * MiB);
  });

  it('takes a percentage, and says what that does to the pods’ line', () => {
    expect(tryReserve(ARTICLE, { evictionHard: '5%' }).lines?.findings.map(({ code }) => code)).toEqual([
      'percentage-threshold',
    ]);
  });

  it.each<[string, TriedTexts, NodeLines, RegExp]>([
    ['an amount that is none', { reserved: '1638MB' }, ARTICLE, /^Reserved: "1638MB"/],
    ['a threshold that is none', { evictionHard: '750MB' }, ARTICLE, /^Eviction-hard: .*"750MB"/],
    ['a reserve larger than the node', { reserved: '8Gi' }, ARTICLE, /nothing is left for pods/],
    [
      'a node of unknown reserve',
      {},
      { ...ARTICLE, reserved: undefined },
      /^Reserved of this node is not known: type it/,
    ],
    ['a node of unknown capacity', {}, { findings: [] }, /^The capacity of this node is not known/],
  ])('draws no lines for %s', (_, texts, current, problem) => {
    const tried = tryReserve(current, texts);
    expect(tried.lines).toBeUndefined();
    expect(tried.problems[0]).toMatch(problem);
  });
});
