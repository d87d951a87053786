import { runRecordings } from '../../lab/truth/runRecordings';
import { RECORDINGS } from '../../tools/recordings';

/** The whole is `npm run truth -- --recordings`: 990 reviews. */
describe.each(RECORDINGS)(
  '%s with less data: thinned, without a family, with a job silent around an incident',
  (recording) => {
    it('is never told certainly and wrongly', async () => {
      const { reviews, wrong } = await runRecordings(undefined, {
        among: [{ recording, collection: 'article' }],
        every: 20,
      });
      expect(reviews).toBeGreaterThan(6);
      expect(wrong).toEqual([]);
    }, 120_000);
  }
);
