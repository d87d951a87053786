import { createTheme } from '@grafana/data';

import type { NodeEventKind } from '../../domain/events/events';
import { EVENT_COLORS, FIELD_COLORS, themeColor } from '../../frames/colors';
import type { FieldName } from '../../frames/names';

import { paletteOf } from './palette';

const theme = createTheme({ colors: { mode: 'light' } });

describe('paletteOf', () => {
  it('draws every field and every kind of event in the colour that Explore and the dashboards use', () => {
    const { fields, events } = paletteOf(theme);
    const names = Object.keys(FIELD_COLORS) as FieldName[];
    const kinds = Object.keys(EVENT_COLORS) as NodeEventKind[];
    expect(names.map((name) => fields[name])).toEqual(names.map((name) => themeColor(theme, FIELD_COLORS[name])));
    expect(kinds.map((kind) => events[kind])).toEqual(kinds.map((kind) => themeColor(theme, EVENT_COLORS[kind])));
  });

  it('lets the ghosts follow the colour that was chosen for the pods, and says no word of a colour that is not there', () => {
    const { fields, curveWords } = paletteOf(theme, { podsWorkingSet: '#ff00ff' });
    expect([fields.podsWorkingSet, fields.podsGhost]).toEqual(['#ff00ff', '#ff00ff']);
    expect(curveWords.podsWorkingSet).toBeUndefined();
    expect(curveWords.nodeAvailable).toBe('green');
  });

  it('takes a colour that was chosen for a line', () => {
    expect(paletteOf(theme, { allocatable: '#00ffff' }).fields).toMatchObject({
      allocatable: '#00ffff',
      kubepodsLimit: themeColor(theme, 'red'),
    });
  });
});
