import { FIGURE_3, FIGURE_6, KUBEPODS_RACE, STOPPED } from '../../../test/fixtures/incidents';

import { findIncidentsOf, isPodOf, readPodSearch, searchName } from './podSearch';

describe('what a person types', () => {
  test.each([
    ['web', undefined, { name: 'web' }],
    ['  web ', 'apps', { namespace: 'apps', name: 'web' }],
    ['apps/web', undefined, { namespace: 'apps', name: 'web' }],
    ['apps/web', 'other', { namespace: 'apps', name: 'web' }],
    ['pod/web-1', 'apps', { namespace: 'apps', name: 'web-1' }],
    ['deployment.apps/web', undefined, { name: 'web' }],
    ['/web', undefined, { name: 'web' }],
    ['', 'apps', undefined],
    ['apps/', undefined, undefined],
  ])('"%s" in %s', (text, namespace, search) => {
    expect(readPodSearch(text, namespace)).toEqual(search);
  });

  test('is shown again with its namespace, where it has one', () => {
    expect([{ name: 'web' }, { namespace: 'apps', name: 'web' }].map(searchName)).toEqual(['web', 'apps/web']);
  });
});

describe('a pod is found', () => {
  test.each([
    ['by its own name', 'web-584f99b7cd-6nbpc', 'web-584f99b7cd-6nbpc', true],
    ['by its Deployment', 'web', 'web-584f99b7cd-6nbpc', true],
    ['by its ReplicaSet', 'web-584f99b7cd', 'web-584f99b7cd-6nbpc', true],
    ['by its DaemonSet', 'node-exporter', 'node-exporter-q6knv', true],
    ['by its StatefulSet', 'session-store', 'session-store-0', true],
    ['by its Job', 'report-28374650', 'report-28374650-x7k2p', true],
    ['by its CronJob', 'report', 'report-28374650-x7k2p', true],
    ['by its indexed Job', 'train', 'train-3-x7k2p', true],
    ['not by another workload that begins alike', 'web', 'web-frontend-584f99b7cd-6nbpc', false],
    ['not by a part of its name', 'web', 'myweb-584f99b7cd-6nbpc', false],
    ['not by the beginning of a word', 'we', 'web-584f99b7cd-6nbpc', false],
    ['not by a bare pod that is named alike', 'alloc-mem-leak', 'alloc-mem-leak-fast', false],
    ['not by a pattern', 'web.*', 'web-584f99b7cd-6nbpc', false],
  ])('%s', (_, name, pod, found) => {
    expect(isPodOf({ name }, { namespace: 'apps', pod })).toBe(found);
  });

  test.each([
    ['in its namespace', { namespace: 'apps', pod: 'web' }, true],
    ['not in another', { namespace: 'other', pod: 'web' }, false],
    ['not where no source named the pod', { namespace: 'apps' }, false],
  ])('%s', (_, pod, found) => {
    expect(isPodOf({ namespace: 'apps', name: 'web' }, pod)).toBe(found);
  });
});

describe('the incidents of a pod', () => {
  const ALL = [FIGURE_3, FIGURE_6, KUBEPODS_RACE, STOPPED];

  test('are those it paid for, newest first, with what became of it', () => {
    const found = findIncidentsOf({ namespace: 'monitoring', name: 'node-exporter' }, ALL);
    expect(found.map(({ incident, fates, isCulprit }) => [incident.id, fates.length, isCulprit])).toEqual([
      [KUBEPODS_RACE.id, 1, false],
      [FIGURE_6.id, 3, false],
    ]);
  });

  test('are also those that it caused', () => {
    expect(findIncidentsOf({ name: 'alloc-mem-leak' }, ALL)).toMatchObject([{ incident: FIGURE_3, isCulprit: true }]);
  });

  test('are none where it was only a neighbour', () => {
    expect(findIncidentsOf({ name: 'web-584f99b7cd-6nbpc' }, [FIGURE_6])).toEqual([]);
  });
});
