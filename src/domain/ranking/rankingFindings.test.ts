import type { NodePod, NodeRanking } from '../incidents/nodePods';
import { rankingFindings } from './rankingFindings';

const POD: NodePod = {
  name: 'apps/db',
  namespace: 'apps',
  pod: 'db',
  requestBytes: 0,
  workingSetBytes: 1,
  priority: 0,
  isStatic: false,
  qos: 'Burstable',
  containers: [],
};
const KNOWN: NodeRanking = { at: 0, pods: [POD], capacity: 7 };
const { priority: _, ...WITHOUT_PRIORITY } = POD;

test.each<[string, NodeRanking, readonly string[]]>([
  ['all is known', KNOWN, []],
  ['there are no pods', { at: 0, pods: [] }, []],
  ['nothing describes a pod', { ...KNOWN, pods: [{ ...POD, isStatic: undefined }] }, ['ranking-no-pod-info']],
  [
    'a class is the cluster’s own',
    { ...KNOWN, pods: [{ ...WITHOUT_PRIORITY, priorityClass: 'vip' }] },
    ['ranking-priority-class'],
  ],
  ['the capacity is unknown', { at: 0, pods: [POD] }, ['ranking-no-score']],
  ['a QoS class is unknown', { ...KNOWN, pods: [{ ...POD, qos: undefined }] }, ['ranking-no-score']],
  ['no pod has statistics', { ...KNOWN, pods: [{ ...POD, workingSetBytes: undefined }] }, ['ranking-no-statistics']],
  ['one of two has statistics', { ...KNOWN, pods: [POD, { ...POD, workingSetBytes: undefined }] }, []],
])('when %s', (__, ranking, codes) => {
  expect(rankingFindings(ranking).map(({ code }) => code)).toEqual(codes);
});

test('each class is named once', () => {
  const pods = ['vip', 'batch', 'vip'].map((priorityClass) => ({ ...WITHOUT_PRIORITY, priorityClass }));
  expect(rankingFindings({ ...KNOWN, pods })[0]?.text).toBe(
    'No metric carries the number of priority class batch, vip; it counts as 0 here.'
  );
});
