import { demandsOf } from './table';
import { emptyTally } from './tally';
import { runWorlds } from './runWorlds';

/**
 * The short run: of a long run's demands (`npm run truth`) those that a few worlds can tell.
 */
const WORLDS = 60;

describe(`${WORLDS} random worlds`, () => {
  it('are reviewed without a failure, and nothing certain is wrong', async () => {
    const { worlds, failures } = await runWorlds({ first: 1, worlds: WORLDS });
    const of = (kind: string) => failures.filter(({ what }) => what === kind);
    expect(worlds).toBe(WORLDS);
    expect(of('error')).toEqual([]);
    expect(of('certain-wrong')).toEqual([]);
    expect(of('invented')).toEqual([]);
  }, 120_000);
});

describe('the demands', () => {
  const NOTHING = emptyTally();

  test.each([
    [
      'one certain verdict that is wrong',
      { ...NOTHING, said: { 'crashed certain': { said: 1000, right: 999 } } },
      'certain',
    ],
    ['likely right in 89 %', { ...NOTHING, said: { 'crashed likely': { said: 100, right: 89 } } }, 'likely'],
    ['an invented incident', { ...NOTHING, invented: 1 }, 'no invented'],
    ['too much caution on complete data', { ...NOTHING, complete: { memory: 100, told: 94 } }, 'on complete data'],
  ])('are not met by %s', (_, tally, demand) => {
    const unmet = demandsOf(tally).filter(({ met }) => !met);
    expect(unmet.map((one) => one.demand.split(' ').slice(0, demand.split(' ').length).join(' '))).toEqual([demand]);
  });
});
