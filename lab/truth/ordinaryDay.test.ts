import { loadIncidents } from '../../src/prometheus/incidents/loadIncidents';
import { pagePort } from '../../src/prometheus/ports/pagePort';
import type { PrometheusPort } from '../../src/prometheus/ports/port';
import { shared } from '../../src/prometheus/ports/sharedPort';
import { nodeScope } from '../../test/fixtures/nodeScope';
import { groupBy } from '../../src/domain/groupBy';
import { simulateTemplate } from '../bench/template';
import { samplesPort } from '../promql/samplesPort';

import { asOneOfMany } from './asOneOfMany';

const HOURS = 10;

test('a node among many is looked through only around the two incidents of its day, and they are the same', async () => {
  const { series, node, ip, from, to } = simulateTemplate({ hours: HOURS, pods: 4, incidents: 'two', seed: 3 });
  const port = samplesPort({ byName: groupBy(series, ({ name }) => name) });
  const identity = { node, internalIp: ip, cluster: 'shop-prod-westeurope' };
  const scope = nodeScope({ identity, from: from + 3_600_000, to });
  const many = await asOneOfMany(port, scope);
  expect(many.jobs.reduce((sum, job) => sum + job.to - job.from, 0)).toBeLessThan(0.4 * (to - from));
  expect(many.incidents).toEqual((await loadIncidents(port, scope)).incidents);
}, 60_000);

test('a day with two incidents takes ten queries, beside the look-up of its pods and instances', async () => {
  const { series, node, ip, from, to } = simulateTemplate({ hours: HOURS, pods: 4, incidents: 'two', seed: 3 });
  const stored = samplesPort({ byName: groupBy(series, ({ name }) => name) });
  let queries = 0;
  const counting: PrometheusPort = (request, signal) => {
    queries += request.queries.filter(({ index }) => index === undefined).length;
    return stored(request, signal);
  };
  const scope = nodeScope({ identity: { node, internalIp: ip }, from: from + 3_600_000, to });
  const { incidents, findings } = await loadIncidents(pagePort(counting, shared()), scope);
  expect(findings.filter(({ severity }) => severity === 'error')).toEqual([]);
  expect(incidents.map(({ verdict }) => verdict)).toEqual(['oom1-container-limit', 'oom2-allocatable-evicted']);
  expect(queries - 1).toBeLessThanOrEqual(10);
}, 60_000);
