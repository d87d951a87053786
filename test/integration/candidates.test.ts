import { httpPort } from '../../src/prometheus/ports/httpPort';
import { findCandidates } from '../../src/prometheus/incidents/candidates';
import { planReview } from '../../src/prometheus/incidents/reviewPlan';
import type { PrometheusPort, PromRequest } from '../../src/prometheus/ports/port';
import { collected, joinedPlan } from '../fixtures/collected';
import { recordedScope, reviewRecording } from '../../tools/reviewRecording';

import { RECORDED_SERVERS, recordingOf, serverUrl } from './servers';

const WINDOW = 10 * 60_000;

describe.each(RECORDED_SERVERS)('%s', (server) => {
  const recording = recordingOf(server);
  const cluster = server === 'r2-kube-prometheus-stack' ? 'shop-prod-westeurope' : undefined;
  const { labels, scrapeInterval, identity, from, to } = recordedScope(recording);
  const nodes = [{ ...identity, ...(cluster && { cluster }) }];
  const port = httpPort({ fetch, url: serverUrl(server) });

  it('misses no part of the recording with an incident about memory, and asks nothing in vain', async () => {
    const incidents = (await reviewRecording(serverUrl(server), recording)).filter(({ memory }) => memory);
    const missed: string[] = [];
    let quiet = 0;
    for (let start = from; start < to; start += WINDOW) {
      const asked = { labels, scrapeInterval, nodes, from: start, to: start + WINDOW };
      const pieces = await collected(findCandidates(port, asked));
      const found = pieces.flatMap((piece) => piece.found);
      expect(pieces.flatMap(({ failed }) => failed)).toEqual([]);
      const first = incidents.filter((one) => one.start >= start && one.start < start + WINDOW);
      if (found.length === 0) {
        quiet += 1;
        missed.push(...first.map(({ headline }) => headline));
      }
    }
    expect(incidents.length).toBeGreaterThan(0);
    expect(missed).toEqual([]);
    expect(quiet).toBeGreaterThanOrEqual(0);
  });

  it('asks five questions about all nodes, then where and when what showed was, and who was watched all the while', async () => {
    const requests: PromRequest[] = [];
    const many = Array.from({ length: 40 }, (_, i) => ({ node: `other-${i}` }));
    const watched: PrometheusPort = (request) => {
      requests.push(request);
      return port(request);
    };
    const plan = await joinedPlan(
      planReview(watched, { labels, scrapeInterval, nodes: [...nodes, ...many], from, to })
    );
    expect(requests[0]?.queries).toHaveLength(5);
    expect(requests.slice(1).map(({ queries }) => queries.map(({ refId }) => refId))).toEqual([
      ['candidateNodes', 'candidateKills', 'candidateRestarts', 'candidateSteady'],
    ]);
    expect(plan.jobs[0]?.identity.node).toBe(identity.node);
  });
});
