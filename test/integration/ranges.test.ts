import type { Incident } from '../../src/domain/incidents/types';
import { httpPort } from '../../src/prometheus/ports/httpPort';
import { loadIncidents } from '../../src/prometheus/incidents/loadIncidents';
import { recordedScope } from '../../tools/reviewRecording';

import { serverUrl } from './servers';

const SERVER = 'r1-article';
const MINUTE = 60_000;

async function reviewed(range: { readonly from: number; readonly to: number }): Promise<readonly Incident[]> {
  const scope = { ...recordedScope('recording-1'), ...range };
  const { incidents } = await loadIncidents(httpPort({ fetch, url: serverUrl(SERVER) }), scope);
  return incidents;
}

const told = ({ id, verdict, confidence, start, end }: Incident) => ({ id, verdict, confidence, start, end });

describe('an incident', () => {
  const { from, to } = recordedScope('recording-1');
  let all: readonly Incident[];

  beforeAll(async () => {
    all = (await reviewed({ from, to })).filter(({ memory }) => memory);
  });

  it('is the same in a range of a day as in that of the recording', async () => {
    const day = await reviewed({ from: from - 12 * 60 * MINUTE, to: to + 11 * 60 * MINUTE });
    expect(day.filter(({ memory }) => memory).map(told)).toEqual(all.map(told));
  });

  it('is the same seen through the five minutes around its end, and where the range begins inside it', async () => {
    for (const incident of all) {
      const { id, end } = incident;
      const near = await reviewed({ from: end - 2.5 * MINUTE, to: end + 2.5 * MINUTE });
      const inside = await reviewed({ from: end, to: end + 5 * MINUTE });
      expect([near, inside].map((found) => found.filter((one) => one.id === id).map(told))).toEqual([
        [told(incident)],
        [told(incident)],
      ]);
    }
  });
});
