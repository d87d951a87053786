import { chartFrame } from './chart/chartFrame';
import { legendItems } from './legendItems';
import { framesOf } from './testing/framesOf';
import { articleMemory, PALETTE } from './testing/sceneOf';

const memory = articleMemory();
const source = framesOf(memory).series[0]!;
const frame = chartFrame({ memory, source, view: 'pods', palette: PALETTE });

describe('legendItems', () => {
  it('names fields in the words of the chart, and toggles them by Grafana’s name', () => {
    const item = legendItems(frame, false).find(({ label }) => label === 'node working set');
    const shown = source.fields.find((field) => field.name === 'nodeWorkingSet')?.config.displayName;
    expect(item?.fieldName).toBe(shown);
  });

  it('shows the values when the labels beside the plot have no room', () => {
    expect(legendItems(frame, true).map(({ label }) => label)).toContain('allocatable 4565 MiB');
  });

  it('tells ghosts apart by dots', () => {
    expect(legendItems(frame, false).find(({ label }) => label === 'pods with ghosts')?.lineStyle?.fill).toBe('dot');
  });
});
