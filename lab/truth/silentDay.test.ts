import { loadIncidents } from '../../src/prometheus/incidents/loadIncidents';
import { groupBy } from '../../src/domain/groupBy';
import { nodeScope } from '../../test/fixtures/nodeScope';
import { simulateTemplate } from '../bench/template';
import { samplesPort } from '../promql/samplesPort';

import { asOneOfMany } from './asOneOfMany';

const HOURS = 10;
const HOUR = 3_600_000;

const { series, node, ip, from, to } = simulateTemplate({ hours: HOURS, pods: 4, incidents: 'two', seed: 3 });
const IDENTITY = { node, internalIp: ip, cluster: 'shop-prod-westeurope' };

/** What a Prometheus holds that was away, or whose targets were, for so long around a moment. */
function silent(at: number, hours: number, isSilent: (name: string) => boolean) {
  const isLost = (time: number) => Math.abs(time - at) < (hours * HOUR) / 2;
  const left = series.map((one) => {
    const kept = one.times.flatMap((time, i) => (isSilent(one.name) && isLost(time) ? [] : [i]));
    return { ...one, times: kept.map((i) => one.times[i]!), values: kept.map((i) => one.values[i]!) };
  });
  return samplesPort({ byName: groupBy(left, ({ name }) => name) });
}

const ALL = () => true;
const KUBE_STATE = (name: string) => name.startsWith('kube_');
const NODE_EXPORTER = (name: string) => name.startsWith('node_');

describe('a node among many is told of as by itself', () => {
  test.each([
    ['where nothing was read for half an hour', 0.5, ALL],
    ['where nothing was read for an hour', 1, ALL],
    ['where nothing was read for three hours', 3, ALL],
    ['where kube-state-metrics was away for an hour', 1, KUBE_STATE],
    ['where kube-state-metrics was away for three hours', 3, KUBE_STATE],
    ['where node_exporter was away for three hours', 3, NODE_EXPORTER],
  ])('%s as anything happened', async (_, hours, isSilent) => {
    const scope = nodeScope({ identity: IDENTITY, from: from + HOUR, to });
    const { incidents: all } = await loadIncidents(samplesPort({ byName: groupBy(series, ({ name }) => name) }), scope);
    for (const { start } of all) {
      const port = silent(start, hours, isSilent);
      const { incidents } = await loadIncidents(port, scope);
      expect((await asOneOfMany(port, scope)).incidents).toEqual(incidents.filter(({ memory }) => memory));
    }
  });
});
