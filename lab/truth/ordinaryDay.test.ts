import { loadIncidents } from '../../src/prometheus/incidents/loadIncidents';
import { pagePort } from '../../src/prometheus/ports/pagePort';
import type { PrometheusPort } from '../../src/prometheus/ports/port';
import { shared } from '../../src/prometheus/ports/sharedPort';
import { nodeScope } from '../../test/fixtures/nodeScope';
import { groupBy } from '../../src/domain/groupBy';
import { simulateTemplate } from '../bench/template';
import { samplesPort } from '../promql/samplesPort';

const HOURS = 10;

test('a day with two incidents takes ten queries, beside the names of its pods', async () => {
  const { series, node, ip, from, to } = simulateTemplate({ hours: HOURS, pods: 4, incidents: 'two', seed: 3 });
  const stored = samplesPort({ byName: groupBy(series, ({ name }) => name) });
  let queries = 0;
  const counting: PrometheusPort = (request, signal) => {
    queries += request.queries.length;
    return stored(request, signal);
  };
  const scope = nodeScope({ identity: { node, internalIp: ip }, from: from + 3_600_000, to });
  const { incidents, findings } = await loadIncidents(pagePort(counting, shared()), scope);
  expect(findings.filter(({ severity }) => severity === 'error')).toEqual([]);
  expect(incidents.map(({ verdict }) => verdict)).toEqual(['oom1-container-limit', 'oom2-allocatable-evicted']);
  expect(queries - 1).toBeLessThanOrEqual(10);
}, 60_000);
