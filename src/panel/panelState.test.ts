import { toDataFrame } from '@grafana/data';

import { noNodeFrame } from '../frames/noNodeFrame';

import { panelState, type PanelInput } from './panelState';
import { framesOf } from './testing/framesOf';
import { articleMemory } from './testing/sceneOf';

const NOTHING: PanelInput = {
  loading: false,
  series: [],
  annotations: [],
  errors: [],
  between: '21:00 and 22:00 UTC',
  formatTime: (time) => new Date(time).toISOString(),
};
const EMPTY = articleMemory({
  ...{
    times: [],
    podsWorkingSet: undefined,
    podsGhost: undefined,
    nodeWorkingSet: undefined,
    nodeAvailable: undefined,
  },
  ...{ lines: {}, events: [] },
});
const FOREIGN = toDataFrame({ fields: [{ name: 'Value', values: [1] }] });
const message = (input: Partial<PanelInput>) => {
  const state = panelState({ ...NOTHING, ...input });
  return state.kind === 'message' ? `${state.title} | ${state.text}` : state.kind;
};

describe('panelState', () => {
  it('is a chart when our frame has values', () => {
    expect(panelState({ ...NOTHING, ...framesOf(articleMemory()) }).kind).toBe('chart');
  });

  it('draws what arrived although part of the query failed', () => {
    const state = panelState({ ...NOTHING, ...framesOf(articleMemory()), errors: [{ message: 'timeout' }] });
    expect(state).toMatchObject({ kind: 'chart', trouble: 'timeout' });
  });

  it('keeps the chart while a refresh is loading', () => {
    expect(panelState({ ...NOTHING, ...framesOf(articleMemory()), loading: true }).kind).toBe('chart');
  });

  it('does not list an event twice that came with the query and with the dashboard’s annotations', () => {
    const { series, annotations } = framesOf(articleMemory());
    const state = panelState({ ...NOTHING, series, annotations: [...annotations, ...annotations] });
    expect(state.kind === 'chart' && state.view.memory.events).toHaveLength(1);
  });

  it.each([
    ['loading', { loading: true }, 'Loading… | '],
    ['an error', { errors: [{ message: 'bad gateway' }] }, 'The query failed | bad gateway'],
    ['an error without a message', { errors: [{ data: { error: 'bad_data' } }] }, 'The query failed | bad_data'],
  ])('says %s', (_, input, words) => {
    expect(message(input)).toBe(words);
  });

  it('names the node and the time when there is no data', () => {
    expect(message(framesOf(EMPTY))).toMatch(/^No data for node lab-node between 21:00 and 22:00 UTC \| Check /);
  });

  it('keeps what mends it for who asks, when the data source knows', () => {
    const findings = [
      { severity: 'error', code: 'x', text: 'Nothing is scraped.', remedy: 'Scrape cAdvisor.' },
    ] as const;
    const state = panelState({ ...NOTHING, ...framesOf({ ...EMPTY, findings }) });
    expect(state).toMatchObject({
      text: expect.stringMatching(/^Check /),
      details: ['Nothing is scraped. Scrape cAdvisor.'],
    });
  });

  it('says calmly that there is no node, and where there was one', () => {
    const series = [noNodeFrame({ lastSeen: Date.UTC(2026, 10, 22, 3), lookedBack: 30 * 86_400_000 })];
    expect(panelState({ ...NOTHING, series })).toEqual({
      kind: 'message',
      title: 'No node was recorded in this time range',
      text: 'A node was last seen at 2026-11-22T03:00:00.000Z.',
      range: { from: Date.UTC(2026, 10, 22, 2), to: Date.UTC(2026, 10, 22, 3, 1) },
    });
    expect(panelState({ ...NOTHING, series: [noNodeFrame({})] })).not.toHaveProperty('range');
  });

  it('asks for its own query when the frames are not ours', () => {
    expect(message({ series: [FOREIGN] })).toMatch(
      /^Not a Tidemark query \| This panel draws Tidemark’s nodeMemory query/
    );
    expect(message({})).toMatch(/^No data \| This panel draws Tidemark’s nodeMemory query/);
  });
});
