import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { createTheme, type GrafanaTheme2 } from '@grafana/data';

import { EVENT_WORDS, LINE_WORDS } from './vocabulary';
import { EVENT_COLORS, FIELD_COLORS, themeColor } from './colors';

type Rgb = readonly [number, number, number];

// Machado, Oliveira, Fernandes 2009, full severity, on linear RGB.
const SIGHT: Readonly<Record<string, readonly [Rgb, Rgb, Rgb]>> = {
  'full colour vision': [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  deuteranopia: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  protanopia: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  tritanopia: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
};

/** CIE 1976: 2.3 is just noticeable side by side; lines apart from each other need several times that. */
const TOLD_APART = 14;

const THEMES = { dark: createTheme({ colors: { mode: 'dark' } }), light: createTheme({ colors: { mode: 'light' } }) };
const cases = Object.keys(SIGHT).flatMap((sight) => [[sight, 'dark'] as const, [sight, 'light'] as const]);

const CURVES = ['nodeAvailable', 'nodeWorkingSet', 'podsWorkingSet'].map(
  (name) => FIELD_COLORS[name as keyof typeof FIELD_COLORS]
);

describe.each(cases)('with %s on the %s theme', (sight, mode) => {
  test.each([
    ['the curves', CURVES],
    ['the kinds of event', Object.values(EVENT_COLORS)],
  ])('%s are told apart', (_, names) => {
    const seen = names.map((name) => labOf(rgbOf(THEMES[mode], name), SIGHT[sight]!));
    seen.forEach((color, index) =>
      seen.slice(index + 1).forEach((other) => expect(distance(color, other)).toBeGreaterThan(TOLD_APART))
    );
  });
});

test('the documentation says the same words and colours', () => {
  const concepts = readFileSync(join(__dirname, '../../docs/concepts.md'), 'utf8');
  const rowOf = (name: string) =>
    concepts.split('\n').find((line) => line.startsWith(`| ${name} |`) || line.startsWith(`| ${name} `));
  Object.entries(FIELD_COLORS).forEach(([name, color]) =>
    expect(rowOf(LINE_WORDS[name as keyof typeof FIELD_COLORS])).toContain(plain(color))
  );
  Object.entries(EVENT_COLORS).forEach(([kind, color]) =>
    expect(rowOf(EVENT_WORDS[kind as keyof typeof EVENT_COLORS].many)).toContain(plain(color))
  );
});

const plain = (color: string) => (color === 'text' || color === 'gray' ? 'grey' : color);

function rgbOf(theme: GrafanaTheme2, name: string): Rgb {
  const css = themeColor(theme, name);
  const hex = /^#(..)(..)(..)$/
    .exec(css)
    ?.slice(1)
    .map((part) => parseInt(part, 16));
  const [red = 0, green = 0, blue = 0, alpha = 1] = hex ?? /\((.*)\)/.exec(css)![1]!.split(',').map(Number);
  const behind = theme.isDark ? 24 : 255;
  return [red, green, blue].map((part) => (alpha * part + (1 - alpha) * behind) / 255) as unknown as Rgb;
}

function labOf(color: Rgb, sight: readonly [Rgb, Rgb, Rgb]): Rgb {
  const linear = color.map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
  const [r, g, b] = sight.map((row) => clamped(row.reduce((sum, weight, index) => sum + weight * linear[index]!, 0)));
  const xyz = [
    (0.4124 * r! + 0.3576 * g! + 0.1805 * b!) / 0.95047,
    0.2126 * r! + 0.7152 * g! + 0.0722 * b!,
    (0.0193 * r! + 0.1192 * g! + 0.9505 * b!) / 1.08883,
  ];
  const [x, y, z] = xyz.map((part) => (part > 0.008856 ? Math.cbrt(part) : 7.787 * part + 16 / 116));
  return [116 * y! - 16, 500 * (x! - y!), 200 * (y! - z!)];
}

const clamped = (part: number) => Math.min(1, Math.max(0, part));
const distance = (a: Rgb, b: Rgb) => Math.hypot(...a.map((part, index) => part - b[index]!));
