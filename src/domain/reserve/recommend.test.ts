import type { Curve, NodeMemory } from '../node/nodeMemory';
import { MiB } from '../units';

import { observeUse, recommend } from './recommend';

const curve = (values: ReadonlyArray<number | null>): Curve => ({
  values: values.map((value) => (value === null ? null : value * MiB)),
  provenance: 'measured',
  source: 'test',
});

/** One look every ten seconds, in MiB. */
function memory(node: ReadonlyArray<number | null>, pods: ReadonlyArray<number | null>): NodeMemory {
  return {
    identity: { node: 'a' },
    step: 10_000,
    scrapeInterval: 10_000,
    times: node.map((_, index) => index * 10_000),
    nodeWorkingSet: curve(node),
    podsWorkingSet: curve(pods),
    lines: {},
    current: { findings: [] },
    events: [],
    findings: [],
  };
}

const STILL = Array.from({ length: 200 }, () => 1000);

describe('observeUse', () => {
  it('takes what the node uses beyond its pods, at its highest and for all looks but one in a hundred', () => {
    const node = STILL.map((value, index) => (index === 50 ? 1600 : index % 2 === 0 ? value + 1 : value));
    expect(
      observeUse(
        memory(
          node,
          STILL.map(() => 400)
        )
      )
    ).toMatchObject({
      highest: 1200 * MiB,
      highestAt: 500_000,
      p99: 601 * MiB,
      median: 600 * MiB,
      looks: 200,
    });
  });

  it('leaves out looks at one of the two alone', () => {
    const node = STILL.map((_, index) => (index % 2 === 0 ? null : 1000));
    expect(
      observeUse(
        memory(
          node,
          STILL.map((_, index) => (index === 1 ? null : 400))
        )
      )?.looks
    ).toBe(99);
  });

  it('says nothing from a handful of looks', () => {
    expect(observeUse(memory(STILL.slice(0, 19), STILL.slice(0, 19)))).toBeUndefined();
  });

  it('says nothing where the pods are not sampled', () => {
    expect(observeUse({ ...memory(STILL, STILL), podsWorkingSet: undefined })).toBeUndefined();
  });

  it('finds the steepest rise of node or pods', () => {
    const pods = STILL.map((_, index) => (index < 100 ? 300 : 800));
    expect(observeUse(memory(STILL, pods))?.fastest).toEqual({ perSecond: 50 * MiB, at: 1_000_000, of: 'pods' });
  });

  it('knows no growth where nothing rose', () => {
    expect(observeUse(memory(STILL, STILL))?.fastest).toBeUndefined();
  });
});

describe('recommend', () => {
  it('covers the highest use in whole MiB, and one turn of the kubelet’s loop of the fastest growth', () => {
    const use = {
      highest: 1199.5 * MiB,
      highestAt: 0,
      p99: 600.2 * MiB,
      median: 500 * MiB,
      looks: 200,
      fastest: { perSecond: 50 * MiB, at: 0, of: 'pods' as const },
    };
    expect(recommend(use)).toEqual({
      reserved: 1200 * MiB,
      reservedForMost: 601 * MiB,
      evictionHard: 500 * MiB,
    });
  });

  it('recommends no threshold where nothing grew', () => {
    expect(recommend({ highest: 1, highestAt: 0, p99: 1, median: 1, looks: 99 }).evictionHard).toBeUndefined();
  });
});
