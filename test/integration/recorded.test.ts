import { readFileSync } from 'node:fs';

import type { SampledSeries, SampleSource } from '../../lab/promql/select';
import { readScenario } from '../../lab/simulator/scenario';
import { truthOf } from '../../lab/simulator/truth';
import { runWorld } from '../../lab/simulator/world';
import { dumpRecording } from '../../lab/truth/dumpRecording';
import { readLabels } from '../../tools/compareVerdicts';
import { inProject } from '../../tools/project';

const SECOND = 1000;
const MiB = 1024 * 1024;
/** The recordings' scrape interval. */
const SAMPLING = 30 * SECOND;

const CASES = [
  { recording: 'recording-1', root: '/', kubepods: '/kubepods', figures: ['21:07:20 21:12:10', '21:18:10 21:24:00'] },
  {
    recording: 'recording-2',
    root: '/',
    kubepods: '/kubepods.slice',
    // Figure 3, then quiet and Figure 6, then 127 % of allocatable.
    figures: ['02:38:20 02:45:27', '02:46:30 02:53:40', '03:04:50 03:12:10'],
  },
] as const;

describe.each(CASES)('$recording, played by the simulator', ({ recording, root, kubepods, figures }) => {
  const world = runWorld(readScenario(readFileSync(inProject('lab', 'recorded', `${recording}.yaml`), 'utf8')));
  // An eviction within a race is part of the kills' incident there.
  const played = truthOf(world).incidents.filter(({ race, kind }) => !(race && kind === 'eviction'));
  const recorded = readLabels(recording)
    .incidents.filter(({ verdict }) => verdict !== null)
    .map((label) => ({ ...label, at: label.victims[0]?.atMs ?? label.startMs }))
    .sort((a, b) => a.at - b.at);

  it('has the same incidents in the same order', () => {
    expect(played.map(({ verdict }) => verdict)).toEqual(recorded.map(({ verdict }) => verdict));
  });

  it('has their first victims within the recording’s sampling', () => {
    const away = recorded.map(({ at }, i) => Math.abs((played[i]?.victims[0]?.atMs ?? NaN) - at));
    expect(recorded.filter((_, i) => !((away[i] ?? NaN) <= SAMPLING)).map(({ id }) => id)).toEqual([]);
  });

  it('costs the same pods, but in a race each when one of its kind paid there', () => {
    recorded.forEach(({ id, victims, race }, i) => {
      const ofPlayed = played[i]?.victims ?? [];
      const paid = (all: typeof ofPlayed | typeof victims) =>
        [...new Set(all.map(({ pod }) => workloadOf(pod)))].sort();
      expect({ id, paid: paid(ofPlayed) }).toEqual({ id, paid: paid(victims) });
      const late = ofPlayed.filter(({ pod, atMs }) =>
        victims.every((one) => workloadOf(one.pod) !== workloadOf(pod) || Math.abs(one.atMs - atMs) > SAMPLING)
      );
      expect({ id, late: race ? [] : late }).toEqual({ id, late: [] });
    });
  });

  it.each(figures)('draws the curves of %s within 5 %% of the eviction band', (figure) => {
    const [from, to] = figure
      .split(' ')
      .map((time) => Date.parse(`${new Date(world.from).toISOString().slice(0, 10)}T${time}Z`));
    const recorded = dumpRecording({ recording, collection: 'article' });
    const band = world.lines.kubepodsLimit - world.lines.allocatable;
    for (const id of [root, kubepods]) {
      const away = samplesOf(recorded, id)
        .filter(({ at }) => at >= (from ?? 0) && at <= (to ?? 0))
        .map(({ at, value }) => ({
          at: new Date(at).toISOString().slice(11, 19),
          by: Math.round(distance(samplesOf(fine(), id), at, value) / MiB),
        }));
      expect(away.length).toBeGreaterThan(5);
      expect(away.filter(({ by }) => by > (0.05 * band) / MiB)).toEqual([]);
    }
  });

  /** The same world, scraped closely. */
  let closely: SampleSource | undefined;
  function fine(): SampleSource {
    closely ??= runWorld({ ...world.scenario, collection: { ...world.scenario.collection, interval: 10_000 } }).store;
    return closely;
  }
});

/** Without what a ReplicaSet or DaemonSet adds to the name. */
const workloadOf = (pod: string): string => pod.replace(/(-[0-9a-z]{8,10})?-[0-9a-z]{5}$/, '');

/** The leak grows in steps of 100 MiB: a curve may be as far aside as one of its steps is long. */
const STEP = 7 * SECOND;

function distance(samples: ReadonlyArray<{ at: number; value: number }>, at: number, value: number): number {
  const after = samples.findIndex((one) => one.at >= at - STEP);
  const near = samples.filter((one, i) => i >= after - 1 && one.at <= at + STEP + 10_000);
  const values = near.map((one) => one.value);
  const [low, high] = [Math.min(...values), Math.max(...values)];
  return value < low ? low - value : value > high ? value - high : 0;
}

function samplesOf({ byName }: SampleSource, id: string): Array<{ at: number; value: number }> {
  const series = (byName.get('container_memory_working_set_bytes') ?? []).filter(
    ({ labels }: SampledSeries) => labels['id'] === id && labels['job'] === 'kubelet-cadvisor'
  );
  return series
    .flatMap(({ times, values }) => times.map((at, i) => ({ at, value: values[i] ?? NaN })))
    .filter(({ value }) => !Number.isNaN(value));
}
