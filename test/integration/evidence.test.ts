import { evidenceQuery } from '../../src/domain/incidents/evidenceQuery';
import { formatMiB } from '../../src/domain/quantity/formatBytes';
import type { Evidence } from '../../src/domain/incidents/types';
import { httpPort } from '../../src/prometheus/ports/httpPort';
import { reviewRecording } from '../../tools/reviewRecording';

import { recordingOf, serverUrl, type TestServer } from './servers';

const SERVERS: readonly TestServer[] = [
  'r1-article',
  'r1-kube-prometheus',
  'r1-kube-prometheus-stack',
  'r2-article',
  'r2-kube-prometheus',
  'r2-kube-prometheus-stack',
];

const MINUTE = 60_000;

describe.each(SERVERS)('the links into Explore for %s', (server) => {
  const port = httpPort({ fetch, url: serverUrl(server) });
  let items: readonly Evidence[];

  beforeAll(async () => {
    const incidents = await reviewRecording(serverUrl(server), recordingOf(server));
    items = incidents.flatMap(({ evidence }) => evidence).filter(({ query }) => query !== undefined);
  });

  const run = async (item: Evidence) => {
    const query = { refId: 'q', expr: evidenceQuery(item) ?? '', mode: 'range' as const };
    const { series, errors } = await port({
      queries: [query],
      from: item.at - 2 * MINUTE,
      to: item.at + 2 * MINUTE,
      step: 5_000,
    });
    expect(errors).toEqual([]);
    return series['q'] ?? [];
  };

  it('show the sizes that the evidence names, near their moments', async () => {
    const sized = items.filter(({ value = '' }) => /MiB$/.test(value));
    expect(sized.length).toBeGreaterThan(0);
    const unseen: string[] = [];
    for (const item of sized) {
      const shown = (await run(item)).flatMap(({ values }) => values).map(formatMiB);
      if (!shown.includes(item.value ?? '')) {
        unseen.push(`${item.text} (${item.source}): ${[...new Set(shown)].join(', ') || 'no data'}`);
      }
    }
    expect(unseen).toEqual([]);
  });

  it('show the series of one pod, not of all', async () => {
    const wide: string[] = [];
    for (const item of items) {
      const pods = new Set((await run(item)).map(({ labels }) => `${labels['namespace']}/${labels['pod']}`));
      if (pods.size > 1) {
        wide.push(`${item.text} (${item.source}): ${[...pods].join(', ')}`);
      }
    }
    expect(wide).toEqual([]);
  });
});
