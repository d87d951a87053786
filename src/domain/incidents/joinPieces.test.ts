import { joinPieces } from './joinPieces';
import type { Incident, Victim } from './types';

const FROM = Date.UTC(2026, 10, 24);
const at = (minute: number) => FROM + minute * 60_000;

const killed = (minute: number, pod = 'checkout'): Victim => ({
  fate: 'oom-killed',
  namespace: 'shop',
  pod,
  container: 'app',
  earliest: at(minute),
  latest: at(minute),
  exitCode: 137,
  reason: 'OOMKilled',
  paidForAnother: false,
});

/** As a review would give it of what it saw. */
function loop(victims: readonly Victim[], more: Partial<Incident> = {}): Incident {
  const times = victims.map(({ latest }) => latest);
  return {
    id: `loop-${victims[0]?.pod}-${times[0]}`,
    node: 'worker-1',
    start: Math.min(...times),
    end: Math.max(...times),
    verdict: 'oom1-container-limit',
    memory: true,
    confidence: 'certain',
    confidenceRule: 'a source names it',
    race: false,
    headline: '',
    victims,
    culprit: { kind: 'pod', namespace: 'shop', pod: 'checkout' },
    growths: [],
    story: [],
    evidence: [],
    missing: [],
    prevention: [],
    events: [],
    ...more,
  };
}

const FIRST = { after: -Infinity, until: at(360) - 1 };
const SECOND = { after: at(360) - 1, until: Infinity };
const minutesOf = (incidents: readonly Incident[]) =>
  incidents.map(({ victims }) => victims.map(({ latest }) => (latest - FROM) / 60_000));

describe('what was read in pieces', () => {
  it('is one incident with each end once, told of all', () => {
    const [one, ...others] = joinPieces([
      { own: FIRST, incidents: [loop([killed(350), killed(355), killed(360)])] },
      { own: SECOND, incidents: [loop([killed(355), killed(360), killed(365)])] },
    ]);
    expect(others).toEqual([]);
    expect(minutesOf(one ? [one] : [])).toEqual([[350, 355, 360, 365]]);
    expect([one?.id, one?.start, one?.end]).toEqual([`loop-checkout-${at(350)}`, at(350), at(365)]);
    expect(one?.headline).toBe('The kernel killed checkout four times at its own limit');
    expect(one?.story.filter(({ text }) => text.startsWith('The kernel killed')).length).toBe(4);
  });

  it.each([
    ['certain', 'certain', 'certain', 'a source names it'],
    ['certain', 'possible', 'likely', 'a source names it; the least sure of what belongs to it is possible'],
    ['possible', 'likely', 'likely', 'the other rule'],
  ] as const)('is, of %s and %s, %s, as it were in one', (one, other, confidence, rule) => {
    const [joined] = joinPieces([
      { own: FIRST, incidents: [loop([killed(355)], { confidence: one })] },
      {
        own: SECOND,
        incidents: [loop([killed(365)], { confidence: other, confidenceRule: 'the other rule' })],
      },
    ]);
    expect([joined?.confidence, joined?.confidenceRule]).toEqual([confidence, rule]);
  });

  it('loses what a piece took a neighbour’s end for at its edge', () => {
    const unknown = loop([killed(355)], { verdict: 'unknown' });
    expect(
      joinPieces([
        { own: FIRST, incidents: [loop([killed(350), killed(355)])] },
        { own: SECOND, incidents: [unknown, loop([killed(360), killed(365)])] },
      ]).map(({ verdict, victims }) => [verdict, victims.length])
    ).toEqual([['oom1-container-limit', 4]]);
  });

  it('leaves an end to the piece that it belongs to, whatever the other calls it', () => {
    const found = joinPieces([
      { own: FIRST, incidents: [loop([killed(355), killed(360)])] },
      { own: SECOND, incidents: [loop([killed(360), killed(365)], { verdict: 'child-killed' })] },
    ]);
    expect(found.map(({ verdict }) => verdict)).toEqual(['oom1-container-limit', 'child-killed']);
    expect(minutesOf(found)).toEqual([[355], [360, 365]]);
    expect(found[0]?.headline).toBe('The kernel killed checkout at its own limit');
  });

  test.each([
    ['another container’s', killed(360, 'web')],
    ['a loop that began anew after a pause', killed(375)],
  ])('keeps %s apart', (_, later) => {
    const found = joinPieces([
      { own: FIRST, incidents: [loop([killed(355)])] },
      { own: SECOND, incidents: [loop([later])] },
    ]);
    expect(minutesOf(found)).toEqual([[355], [(later.latest - FROM) / 60_000]]);
  });

  test.each([
    ['crashes of one container that ended otherwise', { verdict: 'crashed' }, [{ exitCode: 1 }, { exitCode: 2 }], 2],
    ['ends that nobody can tell of two pods', { verdict: 'unknown' }, [{ pod: 'web' }, { pod: 'api' }], 2],
    ['evictions of one shortage', { verdict: 'oom2-allocatable-evicted' }, [{ pod: 'web' }, { pod: 'api' }], 1],
  ] as const)('holds %s for what they are', (_, more, [first, later], count) => {
    const end = (minute: number, other: Partial<Victim>): Victim => ({
      ...killed(minute),
      fate: 'terminated',
      ...other,
    });
    const found = joinPieces([
      { own: FIRST, incidents: [loop([end(358, first)], more)] },
      { own: SECOND, incidents: [loop([end(361, later)], more)] },
    ]);
    expect(found.length).toBe(count);
  });

  it('keeps pieces of different rows, and what was not cut, as they are', () => {
    const incidents = [loop([killed(355)])];
    expect(
      joinPieces([{ own: FIRST, incidents }, { incidents }, { own: SECOND, incidents: [loop([killed(361)])] }])
    ).toEqual([...incidents, ...incidents, loop([killed(361)])]);
  });
});
