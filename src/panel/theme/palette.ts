import { colorManipulator, type GrafanaTheme2 } from '@grafana/data';

import type { CurveName } from '../layout/names';
import type { Palette } from '../layout/palette';

/** The article's colours: available green, node usage yellow, pods blue. A word is true only of the colour beside it. */
const CURVE_WORDS: Readonly<Record<CurveName, string>> = {
  nodeAvailable: 'green',
  nodeWorkingSet: 'yellow',
  podsWorkingSet: 'blue',
  podsGhost: 'blue',
};

/** Grafana's colours, in the shade that is readable as a thin line and as small text on this theme. */
export function paletteOf(theme: GrafanaTheme2, chosen: Readonly<Partial<Record<CurveName, string>>> = {}): Palette {
  const hue = (name: string): string => theme.visualization.getColorByName(theme.isDark ? name : `semi-dark-${name}`);
  const blue = chosen.podsWorkingSet ?? hue('blue');
  return {
    background: theme.colors.background.primary,
    text: theme.colors.text.primary,
    faintText: theme.colors.text.secondary,
    grid: colorManipulator.alpha(theme.colors.text.primary, 0.08),
    fontFamily: theme.typography.fontFamily,
    curves: {
      nodeAvailable: chosen.nodeAvailable ?? hue('green'),
      // Grafana's yellows vanish on white; this is the same hue, dark enough to read.
      nodeWorkingSet: chosen.nodeWorkingSet ?? (theme.isDark ? hue('semi-dark-yellow') : '#A67C00'),
      podsWorkingSet: blue,
      podsGhost: chosen.podsGhost ?? blue,
    },
    curveWords: Object.fromEntries(Object.entries(CURVE_WORDS).filter(([name]) => !(name in chosen))),
    danger: hue('red'),
    dangerHatch: theme.isDark ? 0.5 : 0.45,
    oomKill: hue('purple'),
    termination: theme.colors.text.secondary,
    capacity: theme.colors.text.secondary,
    oomZone: { fill: '#000000', opacity: theme.isDark ? 0.72 : 0.82, text: '#E8E8F0' },
    pressure: theme.visualization.getColorByName('orange'),
    pressureText: '#111217',
    lane: colorManipulator.alpha(theme.colors.text.primary, 0.07),
  };
}
