import { allQuestions } from '../../lab/promql/questions';
import { samplesPort } from '../../lab/promql/samplesPort';
import { dumpRecording } from '../../lab/truth/dumpRecording';
import type { Series } from '../../src/domain/series';
import { httpPort } from '../../src/prometheus/ports/httpPort';
import type { PrometheusPort, PromReply, PromRequest } from '../../src/prometheus/ports/port';
import { ALL_RECORDED, serverName } from '../../tools/recordings';
import { recordedScope } from '../../tools/reviewRecording';

import { majorOf, serverUrl, type TestServer } from './servers';

describe.each(ALL_RECORDED)('the evaluator over $recording, $collection', (recorded) => {
  it('answers all that a review asks as Prometheus does, series for series and value for value', async () => {
    const url = serverUrl(serverName(recorded) as TestServer);
    const prometheus = httpPort({ fetch, url });
    const samples = samplesPort(dumpRecording(recorded), await majorOf(url));
    for (const request of allQuestions(recordedScope(recorded.recording))) {
      await expectSame(request, prometheus, samples);
    }
  });
});

async function expectSame(request: PromRequest, prometheus: PrometheusPort, samples: PrometheusPort): Promise<void> {
  const [expected, found] = await Promise.all([prometheus(request), samples(request)]);
  expect(expected.errors).toEqual([]);
  for (const { refId, expr } of request.queries) {
    expect({ expr, answer: comparable(found, refId) }).toEqual({ expr, answer: comparable(expected, refId) });
  }
}

/** Sums differ in their last bits by the order of their terms. */
function comparable({ series }: PromReply, refId: string) {
  return (series[refId] ?? [])
    .map(({ labels, times, values }: Series) => ({
      labels: sorted(labels),
      times,
      values: values.map((one) => Number(one.toPrecision(12))),
    }))
    .sort((a, b) => (JSON.stringify(a.labels) < JSON.stringify(b.labels) ? -1 : 1));
}

function sorted(labels: Series['labels']) {
  return Object.entries(labels).sort(([a], [b]) => (a < b ? -1 : 1));
}
