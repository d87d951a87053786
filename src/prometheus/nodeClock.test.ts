import type { Series } from '../domain/series';

import { PART } from './events/eventSource';
import { CONTAINERS } from './events/sources/containers';
import { FINISHED } from './events/sources/containerStatuses';
import { OOM_CONTAINERS, OOM_KILLS } from './events/sources/oomKills';
import { INCIDENT_REF } from './incidents/incidentRef';
import { byServersClock, clockFindings, clockOf } from './nodeClock';
import type { PromReply } from './ports/port';

const START = Date.UTC(2026, 10, 21, 21, 0);
const STEP = 30_000;
const LOOKS = [0, 1, 2, 3];

const series = (values: readonly number[], part?: string, labels: Record<string, string> = {}): Series => ({
  labels: { ...labels, ...(part && { [PART]: part }) },
  times: values.map((_, look) => START + look * STEP),
  values,
});
const reply = (all: Record<string, readonly Series[]>): PromReply => ({ series: all, errors: [], warnings: [] });
const clock = (...seconds: number[]) => ({ [OOM_KILLS.refId]: [series(seconds, 'clock')] });
/** Seconds of the node's clock at which each look sampled, different for each container. */
const stamps = (container: number) => LOOKS.map((look) => START / 1000 + look * 30 - 100 - container);

describe('clockOf', () => {
  test.each([
    ['is what node_time_seconds says', [-90, -90, -90], -90],
    ['is nothing where a scrape may take as long', [0.1, 9, 9], 0],
    ['is not what one scrape took on a dying node', [0.1, 0.1, 9.9], 0],
    ['is the middle of what several scrapes took', [-59.9, -53, -59.8], -59.8],
    ['passes over what is no number', [NaN, 60, NaN], 60],
  ])('%s', (_, seconds, ahead) => {
    expect(clockOf(reply(clock(...seconds)))).toEqual({ ahead: 1000 * ahead, isKnown: true });
  });

  const took = (...seconds: number[]) => series(seconds, 'takes');

  test.each([
    ['that nobody reads', reply({}), { isKnown: false }],
    ['that was set', reply(clock(-300, -300, 0, 0)), { isKnown: false, setBy: 290_000 }],
    [
      'that seems to be set by what a scrape took',
      reply({ [OOM_KILLS.refId]: [series([0, 0, 19, 0], 'clock'), took(0.1, 0.1, 19.2, 0.1)] }),
      { isKnown: true },
    ],
    [
      'that was set by less than a scrape may take, and by more than these did',
      reply({ [OOM_KILLS.refId]: [series([-8, -8, 0, 0], 'clock'), took(0.1, 0.1, 0.1, 0.1)] }),
      { isKnown: false, setBy: 7_900 },
    ],
  ])('takes a clock %s for what it is', (_, told, expected) => {
    expect(clockOf(told)).toEqual({ ahead: 0, ...expected });
  });
});

describe('byServersClock, of a clock 100 s behind', () => {
  const behind = clock(-100, -99.9, -100, -100);
  const moved = (all: Record<string, readonly Series[]>, refId: string) =>
    byServersClock({ step: STEP }, reply({ ...behind, ...all })).series[refId]?.[0];
  const own = { [CONTAINERS.refId]: [series(stamps(1)), series(stamps(2)), series(stamps(3)), series(stamps(4))] };
  const shared = { [CONTAINERS.refId]: [1, 2, 3].map(() => series(stamps(0))) };

  it('moves what containers ended at, and leaves a time that is none', () => {
    const finished = series([-62_135_596_800, START / 1000]);
    expect(moved({ [FINISHED.refId]: [finished] }, FINISHED.refId)?.values).toEqual([
      -62_135_596_800,
      START / 1000 + 100,
    ]);
  });

  it('moves the stamps of samples, and the samples by whole steps', () => {
    expect(moved(own, CONTAINERS.refId)).toMatchObject({
      times: LOOKS.map((look) => START + look * STEP + 90_000),
      values: stamps(1).map((at) => at + 100),
    });
    const counted = { ...own, [OOM_CONTAINERS.refId]: [series([0, 0, 1, 1])] };
    expect(moved(counted, OOM_CONTAINERS.refId)).toMatchObject({
      times: series([0, 0, 1, 1]).times.map((t) => t + 90_000),
    });
  });

  it('moves no sample that has the scrape’s own time', () => {
    expect(moved(shared, CONTAINERS.refId)).toEqual(shared[CONTAINERS.refId]?.[0]);
  });

  it('moves of a question only what has the node’s time', () => {
    const [root, meminfo] = [series(stamps(0), 'rootAt'), series(stamps(0), 'memAvailable')];
    const node = { ...own, [INCIDENT_REF.node]: [root, meminfo] };
    const { series: all } = byServersClock({ step: STEP }, reply({ ...behind, ...node }));
    expect(all[INCIDENT_REF.node]).toEqual([
      { ...root, times: root.times.map((time) => time + 90_000), values: root.values.map((at) => at + 100) },
      meminfo,
    ]);
  });

  it('says so, with what mends it', () => {
    expect(clockFindings(clockOf(reply(behind)))).toEqual([
      expect.objectContaining({
        severity: 'warning',
        code: 'node-clock',
        text: expect.stringContaining('100 s behind that of Prometheus'),
        remedy: expect.stringContaining('chrony'),
      }),
    ]);
    expect(clockFindings(clockOf(reply(clock(0.2, 0.3))))).toEqual([]);
    const [set] = clockFindings(clockOf(reply(clock(-300, -300, 0, 0))));
    expect(set?.text).toMatch(/was set by 290 s or more within this time/);
  });
});
