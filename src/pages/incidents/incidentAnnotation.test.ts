import { setBackendSrv, type BackendSrv } from '@grafana/runtime';

import { FIGURE_6, STOPPED } from '../../../test/fixtures/incidents';

import { incidentAnnotation } from './incidentAnnotation';
import { writeAnnotation } from './writeAnnotation';

const LINK = 'http://grafana/a/app/incidents/x?a=1&b="2"';

test('an annotation says what happened, leads back, and is found by its tags', () => {
  expect(incidentAnnotation(FIGURE_6, LINK)).toEqual({
    time: FIGURE_6.start,
    timeEnd: FIGURE_6.end,
    text:
      '<b>Something outside the pods took the node’s memory; the kubelet evicted node-exporter three times</b><br>' +
      'OOM3 · node evicted · certain<br>' +
      '<a href="http://grafana/a/app/incidents/x?a=1&#38;b=&#34;2&#34;">open the incident</a>',
    tags: ['tidemark', `incident:${FIGURE_6.id}`, 'node:lab-node', 'verdict:oom3-node-evicted'],
  });
});

test('a hostile label stays text, since Grafana renders annotations as HTML', () => {
  const { text } = incidentAnnotation({ ...FIGURE_6, headline: '<img src=x onerror=alert(1)>' }, LINK);
  expect(text).not.toContain('<img');
});

test('tags name the cluster', () => {
  expect(incidentAnnotation(STOPPED, LINK).tags).toContain('cluster:lab');
});

test('no two tags have the same key, else Grafana finds neither', () => {
  const keys = incidentAnnotation(STOPPED, LINK).tags.map((tag) => tag.split(':')[0]);
  expect(new Set(keys).size).toBe(keys.length);
});

describe('writing it', () => {
  const annotation = incidentAnnotation(FIGURE_6, LINK);
  const get = jest.fn();
  const post = jest.fn();
  beforeEach(() => {
    get.mockReset().mockResolvedValue([]);
    post.mockReset().mockResolvedValue({ id: 1 });
    setBackendSrv({ get, post } as unknown as BackendSrv);
  });

  it('asks first whether it is there, then writes it once', async () => {
    expect(await writeAnnotation(FIGURE_6.id, annotation)).toEqual({ state: 'written' });
    expect(get.mock.calls[0]?.slice(0, 2)).toEqual([
      '/api/annotations',
      { tags: [`incident:${FIGURE_6.id}`], type: 'annotation', limit: 1 },
    ]);
    expect(post.mock.calls.map((call) => call.slice(0, 2))).toEqual([['/api/annotations', annotation]]);
  });

  it('writes nothing when it is there', async () => {
    get.mockResolvedValue([{ id: 7 }]);
    expect(await writeAnnotation(FIGURE_6.id, annotation)).toEqual({ state: 'there-already' });
    expect(post).not.toHaveBeenCalled();
  });

  it('writes nothing when it cannot know', async () => {
    get.mockRejectedValue({ status: 500, data: { message: 'database is locked' } });
    expect(await writeAnnotation(FIGURE_6.id, annotation)).toEqual({ state: 'failed', message: 'database is locked' });
    expect(post).not.toHaveBeenCalled();
  });

  it('says why it was not written', async () => {
    post.mockRejectedValue({ status: 403, data: { message: 'Permission denied' } });
    expect(await writeAnnotation(FIGURE_6.id, annotation)).toEqual({ state: 'failed', message: 'Permission denied' });
  });
});
