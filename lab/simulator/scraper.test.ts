import { exposed, type Exporter } from './exposition';
import { randomFrom } from './random';
import { decodeScenario, type ScenarioInput } from './scenario';
import { scheduleFrom } from './schedule';
import { scrape, type Answer } from './scraper';
import { seriesStore } from './seriesStore';
import type { Job } from './collections';

const START = Date.UTC(2026, 10, 22, 2);
const SECOND = 1000;

const JOB: Job = {
  kind: 'cadvisor',
  interval: 10 * SECOND,
  timeout: 5 * SECOND,
  honorLabels: true,
  honorTimestamps: true,
  trackTimestampsStaleness: false,
  labels: { job: 'cadvisor', node: 'worker-1', namespace: 'kube-system' },
  drops: () => false,
};

interface Played {
  readonly job?: Partial<Job>;
  /** By the number of the scrape; a page is what it exposes, none at all a target that is down. */
  readonly pages: ReadonlyArray<ReadonlyArray<readonly [name: string, value: number, age?: number]> | 'down' | 'slow'>;
  readonly collection?: ScenarioInput['collection'];
}

const LINES = new Map(['plain', 'stamped'].map((name) => [name, exposed(name, { id: '/', namespace: '' })]));

/** Times since the first scrape, in seconds; null for a stale marker. */
function play({ job = {}, pages, collection = {} }: Played): Record<string, Array<readonly [number, number | null]>> {
  const schedule = scheduleFrom(START);
  const store = seriesStore();
  LINES.forEach((line) => (line.slots.length = 0));
  let asked = -1;
  const exporter: Exporter = (push) => {
    const page = pages[asked];
    const at = store.byName.get('up')?.[0]?.times.length ?? 0;
    for (const [name, value, age] of Array.isArray(page) ? page : []) {
      const line = LINES.get(name);
      if (line) {
        push(line, value, age === undefined ? undefined : first + at * JOB.interval - age * SECOND);
      }
    }
  };
  const ask = (): Answer => {
    asked += 1;
    const page = pages[asked];
    return page === 'down' ? { answers: false } : { answers: true, duration: page === 'slow' ? 9000 : 10 };
  };
  const first = START + randomFrom(7).whole(0, JOB.interval - 1);
  const checked = decodeScenario({ duration: '1m', collection }).collection;
  scrape(
    { job: { ...JOB, ...job }, exporter, ask },
    {
      schedule,
      store,
      random: randomFrom(7),
      collection: checked,
      from: START,
      start: START,
      end: START + pages.length * JOB.interval,
      place: 0,
    }
  );
  schedule.runUntil(START + (pages.length + 1) * JOB.interval);
  return Object.fromEntries(
    ['plain', 'stamped', 'up'].map((name) => [
      name,
      (store.byName.get(name)?.[0]?.times ?? []).map((time, i) => {
        const value = store.byName.get(name)?.[0]?.values[i] ?? NaN;
        return [(time - first) / SECOND, Number.isNaN(value) ? null : value] as const;
      }),
    ])
  );
}

describe('a scrape', () => {
  it('ends a series with the scrape that misses it', () => {
    expect(play({ pages: [[['plain', 1]], [], []] }).plain).toEqual([
      [0, 1],
      [10, null],
    ]);
  });

  it('does not end a sample with a time of its own', () => {
    expect(play({ pages: [[['stamped', 1, 4]], [], []] }).stamped).toEqual([[-4, 1]]);
  });

  it('ends it too where timestamps are tracked', () => {
    const job = { trackTimestampsStaleness: true };
    expect(play({ job, pages: [[['stamped', 1, 4]], [], []] }).stamped).toEqual([
      [-4, 1],
      [10, null],
    ]);
  });

  it('gives it the time of the scrape where timestamps are not honoured', () => {
    const job = { honorTimestamps: false };
    expect(play({ job, pages: [[['stamped', 1, 4]], []] }).stamped).toEqual([
      [0, 1],
      [10, null],
    ]);
  });

  it('keeps a sample that is repeated once', () => {
    expect(play({ pages: [[['stamped', 1, 4]], [['stamped', 1, 14]]] }).stamped).toEqual([[-4, 1]]);
  });

  it('that fails ends everything, and with tracking refuses what is older than that', () => {
    const job = { trackTimestampsStaleness: true };
    const pages: Played['pages'] = [[['stamped', 1, 4]], 'down', [['stamped', 2, 12]], [['stamped', 3, 4]]];
    const { stamped, up } = play({ job, pages });
    expect(up).toEqual([
      [0, 1],
      [10, 0],
      [20, 1],
      [30, 1],
    ]);
    expect(stamped?.slice(0, 2)).toEqual([
      [-4, 1],
      [10, null],
    ]);
    expect(stamped?.some(([, value]) => value === 2)).toBe(false);
  });

  it('that takes longer than its timeout has failed', () => {
    expect(play({ pages: [[['plain', 1]], 'slow', [['plain', 2]]] }).plain).toEqual([
      [0, 1],
      [10, null],
      [20, 2],
    ]);
  });

  it('of a job that is silent leaves neither sample nor marker', () => {
    const collection: Played['collection'] = { faults: [{ at: '8s', for: '12s', job: 'cadvisor', how: 'silent' }] };
    const { plain } = play({ collection, pages: [[['plain', 1]], [['plain', 2]], [['plain', 3]]] });
    expect(plain?.some(([, value]) => value === null)).toBe(false);
  });

  it('by a server that has restarted marks nothing stale that it forgot', () => {
    const collection = { faults: [{ at: '8s', for: '12s' }] };
    const { plain } = play({ collection, pages: [[['plain', 1]], [], []] });
    expect(plain).toEqual([[0, 1]]);
  });

  it('keeps an empty label of the exporter against the target’s own, as honor_labels does', () => {
    const schedule = scheduleFrom(START);
    const store = seriesStore();
    scrape(
      {
        job: JOB,
        exporter: (push) => push(exposed('plain', { namespace: '' }), 1),
        ask: () => ({ answers: true, duration: 5 }),
      },
      {
        schedule,
        store,
        random: randomFrom(7),
        collection: decodeScenario({ duration: '1m' }).collection,
        from: START,
        start: START,
        end: START + 10_000,
        place: 0,
      }
    );
    schedule.runUntil(START + 20_000);
    expect(store.byName.get('plain')?.[0]?.labels).toEqual({ __name__: 'plain', job: 'cadvisor', node: 'worker-1' });
  });
});
