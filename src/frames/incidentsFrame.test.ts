import { createDataFrame, FieldType } from '@grafana/data';

import { FIGURE_3, FIGURE_6, STOPPED } from '../../test/fixtures/incidents';

import { podNamesFrame, readPodNames } from './incidentPodNames';
import { incidentsFrame, readIncidents } from './incidentsFrame';

const FINDING = { severity: 'warning', code: 'x', text: 'No kubelet metrics' } as const;
const OTHER = createDataFrame({
  name: 'incidents',
  fields: [{ name: 'incident', type: FieldType.other, values: [1] }],
});

describe('the incidents frame', () => {
  const frame = incidentsFrame({ incidents: [FIGURE_3, STOPPED, FIGURE_6], findings: [FINDING] });

  test('is a table for people, newest first', () => {
    const column = (name: string) => frame.fields.find((field) => field.name === name)?.values;
    expect(column('verdict')).toEqual(['stopped', 'OOM3 · node evicted', 'OOM2 · pods evicted']);
    expect(column('culprit')).toEqual(['unknown', 'outside the pods', 'alloc-tests/alloc-mem-leak']);
    expect(column('victims')?.[1]).toContain('monitoring/node-exporter-q6knv, monitoring/node-exporter-scnqv');
    expect(column('cluster')).toEqual(['lab', '', '']);
  });

  test('lists what began at once by the node, node-2 before node-10', () => {
    const at = (node: string) => ({ ...FIGURE_3, node });
    const { incidents } = readIncidents([
      incidentsFrame({ incidents: ['node-10', 'node-2', 'node-1'].map(at), findings: [] }),
    ])!;
    expect(incidents.map(({ node }) => node)).toEqual(['node-1', 'node-2', 'node-10']);
  });

  test('gives back what it was made of', () => {
    expect(readIncidents([OTHER, frame])).toEqual({ incidents: [STOPPED, FIGURE_6, FIGURE_3], findings: [FINDING] });
  });

  test('without incidents is an answer, without a frame there is none', () => {
    expect(readIncidents([incidentsFrame({ incidents: [], findings: [] })])).toEqual({ incidents: [], findings: [] });
    expect(readIncidents([])).toBeUndefined();
    expect(readIncidents([OTHER])).toBeUndefined();
  });
});

test('pod names are read back by their uid', () => {
  const names = [{ uid: 'u', namespace: 'a', pod: 'p' }];
  expect(readPodNames([podNamesFrame(names)])).toEqual(names);
  expect(readPodNames([OTHER])).toEqual([]);
});
