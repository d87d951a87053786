import { runRecordings } from '../../lab/truth/runRecordings';
import { RECORDINGS } from '../../tools/recordings';

/** The whole is `npm run truth -- --recordings`: 990 reviews. */
describe.each(RECORDINGS)(
  '%s with less data: thinned, without a family, with a job silent around an incident',
  (recording) => {
    it('is never told certainly and wrongly', async () => {
      const { reviews, wrong } = await runRecordings(undefined, {
        among: [{ recording, collection: 'article' }],
        every: 29,
      });
      expect(reviews).toBeGreaterThan(4);
      expect(wrong).toEqual([]);
    }, 120_000);
  }
);

/** An end seen late was once dated late, and got the next kill's count. */
test.each([
  ['article', 'every 60 s'],
  ['kube-prometheus-stack', 'kube-state-metrics silent for 5 min at 21:37:10'],
] as const)(
  'recording-1, %s, %s: invents no OOM4',
  async (collection, only) => {
    const { reviews, wrong } = await runRecordings(undefined, {
      among: [{ recording: 'recording-1', collection }],
      only: [only],
    });
    expect(reviews).toBe(1);
    expect(wrong).toEqual([]);
  },
  60_000
);
