import { colorManipulator, type GrafanaTheme2 } from '@grafana/data';

import { EVENT_COLORS, FIELD_COLORS, themeColor } from '../../frames/colors';
import type { FieldName } from '../../frames/names';
import { CURVES } from '../layout/names';
import type { Palette } from '../layout/palette';

/** Our colours on this theme, and those that the user chose for single fields. A word is true only of the colour beside it. */
export function paletteOf(theme: GrafanaTheme2, chosen: Readonly<Partial<Record<FieldName, string>>> = {}): Palette {
  return {
    background: theme.colors.background.primary,
    text: theme.colors.text.primary,
    faintText: theme.colors.text.secondary,
    grid: colorManipulator.alpha(theme.colors.text.primary, 0.08),
    fontFamily: theme.typography.fontFamily,
    fields: {
      ...onTheme(theme, FIELD_COLORS),
      ...(chosen.podsWorkingSet !== undefined && { podsGhost: chosen.podsWorkingSet }),
      ...chosen,
    },
    events: onTheme(theme, EVENT_COLORS),
    curveWords: Object.fromEntries(
      CURVES.filter((name) => !(name in chosen)).map((name) => [name, FIELD_COLORS[name]])
    ),
    danger: themeColor(theme, 'red'),
    dangerHatch: theme.isDark ? 0.5 : 0.45,
    oomZone: { fill: '#000000', opacity: theme.isDark ? 0.72 : 0.82, text: '#E8E8F0' },
    pressureText: '#111217',
    lane: colorManipulator.alpha(theme.colors.text.primary, 0.07),
  };
}

function onTheme<Name extends string>(theme: GrafanaTheme2, colors: Readonly<Record<Name, string>>) {
  const names = Object.keys(colors) as Name[];
  return Object.fromEntries(names.map((name) => [name, themeColor(theme, colors[name])])) as Record<Name, string>;
}
