import { nodeScope } from '../../../test/fixtures/nodeScope';
import { nodeSeries } from '../nodeSelector';
import type { NodeScope } from '../scope';

import { areLabelled, seriesWithoutLabel } from './withoutLabel';

const SCOPE: NodeScope = nodeScope({ identity: { node: 'n1', internalIp: '10.0.0.1' } });
const LABELLED = { ...SCOPE, isLabelled: true };

test('is looked for at once over all of the range, and as long before as an instant looks back and a scrape more', () => {
  const { expr, mode } = seriesWithoutLabel({ ...SCOPE, to: SCOPE.from + 3_600_000 });
  expect(mode).toBe('instant');
  expect(expr).toMatch(
    /^group\(last_over_time\(\{__name__=~"container_[^"]+",node="",instance=~"[^"]+"\}\[3930s\]\)\)$/
  );
});

test.each<[string, Parameters<typeof areLabelled>[0]['series'], boolean]>([
  ['nothing without the label', { withoutLabel: [] }, true],
  ['a series without the label', { withoutLabel: [{ labels: {}, times: [0], values: [1] }] }, false],
  ['no answer', {}, false],
])('%s tells whether one place is enough', (_, series, isEnough) => {
  expect(areLabelled({ series })).toBe(isEnough);
});

test.each([
  ['the kubelet’s series stand at one place where all are labelled', LABELLED, 'kubelet_evictions', 1],
  ['at two where nobody looked', SCOPE, 'kubelet_evictions', 2],
  ['another exporter’s at two in any case', LABELLED, 'node_vmstat_oom_kill', 2],
])('%s', (_, scope, metric, places) => {
  expect(nodeSeries(scope, metric).split(' or ')).toHaveLength(places);
});
