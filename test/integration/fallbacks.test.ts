import { measureFallback } from '../../lab/fallbacks/measure';
import { recordedWhole } from '../../lab/fallbacks/wholes';
import { BOUNDS } from '../../src/domain/signals/bounds';
import { FALLBACKS } from '../../src/domain/signals/fallbacks';
import { ALL_RECORDED, serverName } from '../../tools/recordings';

describe.each(ALL_RECORDED.map((recorded) => [serverName(recorded), recorded] as const))('%s', (_, recorded) => {
  it('every fallback that its series allow stays within its bound', async () => {
    const whole = recordedWhole(recorded);
    const beyond: string[] = [];
    let measured = 0;
    for (const chain of FALLBACKS) {
      for (const fallback of chain.fallbacks) {
        const distance = await measureFallback(whole, chain, fallback);
        const bound = BOUNDS.bounds.find(
          ({ value, by, of }) => value === chain.value && by === fallback.by && of === 'recorded'
        );
        measured += distance ? 1 : 0;
        if (distance && Math.round(distance.bound) > (bound?.bound ?? -1)) {
          beyond.push(`${chain.name} from ${fallback.by}: ${distance.bound}, not ${bound?.bound}`);
        }
      }
    }
    expect(beyond).toEqual([]);
    expect(measured).toBeGreaterThan(5);
  }, 60_000);
});
