import { recordingRules } from '../../rules/recordingRules';
import { DEFAULT_CONFIG } from '../../rules/config';
import { httpPort } from '../../src/prometheus/ports/httpPort';

import { push } from './push';
import { encodeSamples, encodeWrite } from './remoteWrite';
import type { Range } from './questions';

/** Half as often as Prometheus evaluates its rules unless told otherwise: what reads them reads as many series and points. */
const INTERVAL = 120_000;

/**
 * What a server that has loaded rules/ would hold: it evaluates each over the range, in their order, and is given the result back.
 * Returns what one evaluation of all takes, in milliseconds.
 */
export async function recordRules(url: string, { from, to }: Range): Promise<number> {
  let taken = 0;
  const port = httpPort({ url, fetch, timeout: 300_000 });
  for (const { record, expr, labels: own = {} } of recordingRules(DEFAULT_CONFIG)) {
    const started = performance.now();
    const { series, errors } = await port({
      queries: [{ refId: 'rule', expr, mode: 'range' }],
      from,
      to,
      step: INTERVAL,
    });
    taken += performance.now() - started;
    if (errors[0]) {
      throw new Error(`${record}: ${errors[0].message}`);
    }
    const written = (series.rule ?? []).map(({ labels, times, values }) => ({
      labels: { ...labels, ...own, __name__: record },
      samples: encodeSamples(times, values, from, to + 1),
    }));
    await push(url, encodeWrite(written));
  }
  return Math.round(taken / ((to - from) / INTERVAL + 1));
}
