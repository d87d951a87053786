import { DEFAULT_OPTIONS } from '../options';
import { articleMemory, measure, PALETTE, START, STEP } from '../testing/sceneOf';
import { layoutFigure, type Figure } from './layoutFigure';
import { svgShapes } from '../draw/svgShapes';

const figure = (parts: Partial<Figure> = {}): Figure => ({
  memory: articleMemory(),
  headline: 'Pods crossed allocatable; the kubelet evicted alloc-mem-leak',
  subline: 'lab-node · 2026-11-21 UTC',
  counted: 'Pods: sum over containers.',
  options: DEFAULT_OPTIONS,
  hidden: new Set(),
  from: START,
  to: START + 7 * STEP,
  width: 1400,
  height: 640,
  palette: PALETTE,
  measure,
  formatTime: (time) => new Date(time).toISOString().slice(11, 16),
  ...parts,
});

const texts = (parts: Partial<Figure> = {}) =>
  layoutFigure(figure(parts)).flatMap((shape) => (shape.kind === 'text' ? [shape.text] : []));

describe('layoutFigure', () => {
  it('stands alone: headline, ticks, key and footnote', () => {
    expect(texts()).toEqual(
      expect.arrayContaining([
        'Pods crossed allocatable; the kubelet evicted alloc-mem-leak',
        '4 GiB',
        '21:06',
        'projected',
        'evictions',
        'Pods: sum over containers. What happened between two scrapes is drawn dashed.',
      ])
    );
  });

  it('leaves out what the options switch off', () => {
    const options = { ...DEFAULT_OPTIONS, showHeadline: false, showLabels: false, showFootnote: false };
    const shown = texts({ options });
    expect(shown).not.toContain('lab-node · 2026-11-21 UTC');
    expect(shown.filter((text) => text.includes('6953 MiB') || text.startsWith('Pods: sum'))).toEqual([]);
  });

  it.each([
    [1, 1],
    [40, 30],
    [320, 200],
    [3840, 2160],
  ])('draws at %i × %i', (width, height) => {
    const svg = svgShapes(layoutFigure(figure({ width, height })), {
      width,
      height,
      background: '#000',
      fontFamily: 'x',
    });
    expect(svg).not.toMatch(/NaN|Infinity|undefined/);
  });
});
