import { KEPT_SEEDS } from './keptSeeds';
import { demandsOf } from './table';
import { emptyTally } from './tally';
import { runSeed, runWorlds } from './runWorlds';

/** The short run: what `npm run truth` demands of a long one, but for complete data, of which so few worlds tell too little. */
const WORLDS = 120;

describe(`${WORLDS} random worlds`, () => {
  it('are reviewed without a failure, and calibrated as demanded', async () => {
    const tally = await runWorlds({ first: 1, worlds: WORLDS });
    expect(tally.worlds).toBe(WORLDS);
    expect(tally.failures.filter(({ what }) => ['error', 'certain-wrong', 'invented'].includes(what))).toEqual([]);
    const demands = demandsOf(tally).filter(({ demand }) => !demand.startsWith('on complete data'));
    expect(demands.filter(({ met }) => !met)).toEqual([]);
  }, 300_000);

  it('keep no world that once deceived a review', async () => {
    const tally = emptyTally();
    for (const seed of KEPT_SEEDS) {
      await runSeed(tally, seed);
    }
    expect(tally.failures.filter(({ what }) => ['error', 'certain-wrong', 'invented'].includes(what))).toEqual([]);
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
