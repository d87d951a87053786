import { NOTHING_OBSERVED } from '../../../test/fixtures/nodeObservations';

import type { Kill } from '../events/detectOomKills';
import type { ContainerEnd } from '../events/eventsObserved';
import type { Curve, NodeMemory } from '../node/nodeMemory';
import { NO_KUBELET } from '../node/noKubelet';
import { MiB } from '../units';

import { review } from './review';
import type { CgroupTrack, ContainerMemory, ReviewData } from './reviewData';

const START = Date.UTC(2026, 10, 25, 15, 40);
const STEP = 10_000;
const EVENT = START + 600_000;
const WEB = { namespace: 'shop', pod: 'shop-web-1', container: 'web' };
const ID = '/shop.slice/docker-abc.scope';

const flat = (value: number): Curve => ({
  values: Array.from({ length: 91 }, () => value * MiB),
  provenance: 'measured',
  source: 'test',
});
const HOST: NodeMemory = {
  identity: { node: 'host' },
  step: STEP,
  scrapeInterval: STEP,
  times: Array.from({ length: 91 }, (_, i) => START + i * STEP),
  lines: { capacity: flat(24_000) },
  nodeWorkingSet: flat(8000),
  nodeAvailable: flat(16_000),
  podsWorkingSet: flat(700),
  current: { findings: [] },
  events: [],
  findings: [NO_KUBELET],
};

/** As it is inferred from a cgroup that is gone: no exit code, no reason. */
const END: ContainerEnd = {
  ...WEB,
  earliest: EVENT - 5000,
  latest: EVENT + 25_000,
  aliveAt: EVENT - 5000,
  exact: false,
  restarted: false,
  sources: [],
};
const RISE = { by: 1, before: 4, after: 5, metric: 'node_vmstat_oom_kill', query: 'q' };
const KILL: Kill = {
  earliest: EVENT - 5000,
  latest: EVENT + 5000,
  rise: { ...RISE, earliest: EVENT - 5000, latest: EVENT + 5000 },
  end: END,
  match: 'time-and-counter',
};

const growing = (to: number): ContainerMemory => ({
  ...WEB,
  id: ID,
  samples: [-45, -35, -25, -15, -5].map((s, i) => ({ at: EVENT + s * 1000, value: (to - 80 + i * 20) * MiB })),
});
const above = (id: string, before: number, after: number, later = 10_000): CgroupTrack => ({
  id,
  limit: 160 * MiB,
  samples: [
    { at: EVENT - 60_000, value: before * MiB },
    { at: EVENT + later, value: after * MiB },
  ],
});

const told = (more: Partial<ReviewData>) =>
  review({
    observed: { ...NOTHING_OBSERVED, kubeletWatched: false, statusesKnown: false, kills: [KILL] },
    memory: HOST,
    containers: [growing(120)],
    peaks: [],
    kubepodsPeak: [],
    kubepodsFailures: [],
    failures: [],
    budgets: [{ ...WEB, unlimited: true }],
    budgetsKnown: true,
    queries: {},
    ...more,
  }).map(({ verdict, confidence, headline, missing }) => ({ verdict, confidence, headline, missing }));

describe('a kill on a host without a kubelet', () => {
  it('is the container’s own limit when it was growing towards it', () => {
    const [incident] = told({ budgets: [{ ...WEB, limit: 128 * MiB }] });
    expect(incident).toMatchObject({ verdict: 'oom1-container-limit', confidence: 'likely' });
    expect(incident?.headline).toBe('The kernel killed shop-web-1 at its own limit');
  });

  it('is a parent’s limit when the cgroup above had just reached it', () => {
    const [incident] = told({ limitedAbove: [above('/shop.slice', 90, 160)] });
    expect(incident).toMatchObject({ verdict: 'parent-limit', confidence: 'likely' });
    expect(incident?.headline).toBe('A cgroup above shop-web-1 reached its limit; the kernel killed shop-web-1');
  });

  it('is a parent’s limit when its peak was an earlier run’s and had been reset since', () => {
    const again = above('/shop.slice', 20, 160);
    const earlier = [-300_000, -65_000].map((before) => ({ at: EVENT + before, value: 160 * MiB }));
    const [incident] = told({ limitedAbove: [{ ...again, samples: [...earlier, ...again.samples] }] });
    expect(incident?.verdict).toBe('parent-limit');
  });

  it.each<[string, CgroupTrack[]]>([
    ['the cgroup above stayed below its limit', [above('/shop.slice', 90, 140)]],
    ['the cgroup above had been at its limit long before', [above('/shop.slice', 160, 160)]],
    ['the cgroup above reached its limit a minute before the kill', [above('/shop.slice', 90, 160, -45_000)]],
    ['only a cgroup beside it was at its limit', [above('/shop', 90, 160), above('/web.slice', 90, 160)]],
    ['no cgroup above has a limit', []],
  ])('is unknown, never the kubepods limit, when %s', (_, limitedAbove) => {
    expect(told({ limitedAbove })).toEqual([expect.objectContaining({ verdict: 'unknown', confidence: 'possible' })]);
  });

  it('asks for no series of Kubernetes', () => {
    const [incident] = told({ budgets: [{ ...WEB, limit: 128 * MiB }] });
    expect(incident?.missing.filter(({ setting }) => /kube/.test(setting))).toEqual([]);
    expect(incident?.missing.map(({ what }) => what)).toContain('the kernel’s own report');
  });
});
