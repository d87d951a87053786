import fc from 'fast-check';

import { GiB } from '../../domain/units';
import type { PanelView } from '../options';
import { articleMemory, measure, PALETTE, sceneOf } from '../testing/sceneOf';
import { overlaps } from './geometry';
import { labelColumn, layoutLabels, type LabelColumn } from './labelColumn';
import { textBox, type Shape, type Text } from './shapes';

const texts = (shapes: readonly Shape[]): Text[] => shapes.filter((shape) => shape.kind === 'text');
const FULL: LabelColumn = { mode: 'full', width: 260 };

function columnFor(canvasWidth: number, view: PanelView = 'pods'): LabelColumn {
  return labelColumn({ memory: articleMemory(), view, hidden: new Set(), palette: PALETTE, measure, canvasWidth });
}

describe('labelColumn', () => {
  it.each([
    [1400, 'full'],
    [750, 'full'],
    [600, 'titles'],
    [300, 'none'],
    [1, 'none'],
  ])('on a canvas of %i px it shows %s', (width, mode) => {
    expect(columnFor(width).mode).toBe(mode);
  });

  it('never takes more than a third of the canvas', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 4000 }), (width) => {
        expect(columnFor(width).width).toBeLessThanOrEqual(width / 3);
      })
    );
  });
});

describe('layoutLabels', () => {
  it('gives each line its value in whole MiB, as kubectl prints it, and its provenance', () => {
    const shown = texts(layoutLabels(sceneOf(), FULL)).map(({ text }) => text);
    expect(shown).toEqual([
      ...['capacity 6953 MiB', 'reported · kube_node_status_allocatable'],
      ...['node available 6183 MiB', 'measured · root cgroup'],
      ...['kubepods limit 5315 MiB', 'reported · kube_node_status_allocatable'],
      ...['allocatable 4565 MiB', 'reported · kube_node_status_allocatable'],
      ...['node working set 770 MiB', 'measured · root cgroup'],
      ...['pods working set 270 MiB', 'measured · root cgroup'],
    ]);
  });

  it('names eviction-hard in the node view and the pods’ lines only in the pods’', () => {
    const shown = texts(layoutLabels(sceneOf({ view: 'node' }), FULL)).map(({ text }) => text);
    expect(shown).toContain('eviction-hard 750 MiB');
    expect(shown.filter((text) => text.startsWith('allocatable') || text.startsWith('kubepods'))).toEqual([]);
  });

  it('is silent about a field that the legend switched off', () => {
    const shown = texts(layoutLabels(sceneOf({ hidden: new Set(['allocatable']) }), FULL)).map(({ text }) => text);
    expect(shown).not.toContain('allocatable 4565 MiB');
  });

  it('drops provenance, then the least important labels, when the plot is low', () => {
    const low = texts(layoutLabels(sceneOf({}, { width: 1000, height: 140 }), FULL)).map(({ text }) => text);
    expect(low).toContain('allocatable 4565 MiB');
    expect(low.filter((text) => text.includes('·'))).toEqual([]);
  });

  it('draws a leader to each label that was moved', () => {
    const near = sceneOf({ y: () => 100 });
    const leaders = layoutLabels(near, FULL).filter((shape) => shape.kind === 'polyline');
    expect(leaders.length).toBeGreaterThan(3);
  });

  it('never overlaps two labels, whatever the values, and stays on the canvas', () => {
    const value = fc.double({ min: 0, max: 64 * GiB, noNaN: true });
    const height = fc.integer({ min: 1, max: 2160 });
    fc.assert(
      fc.property(fc.array(value, { minLength: 5, maxLength: 5 }), height, (values, canvasHeight) => {
        const [available, used, pods, limit, allocatable] = values.map((bytes) => ({
          values: Array.from({ length: 8 }, () => bytes),
          provenance: 'measured' as const,
          source: 'root cgroup',
        }));
        const memory = articleMemory({
          nodeAvailable: available!,
          nodeWorkingSet: used!,
          podsWorkingSet: pods!,
          lines: { kubepodsLimit: limit!, allocatable: allocatable! },
        });
        const scene = sceneOf({ memory }, { width: 1000, height: canvasHeight });
        const boxes = texts(layoutLabels(scene, FULL)).map((text) => textBox(text, scene.measure));
        boxes.forEach((box, index) => {
          expect(box.y).toBeGreaterThanOrEqual(-1e-6);
          expect(box.y + box.height).toBeLessThanOrEqual(canvasHeight + 1e-6);
          boxes.slice(index + 1).forEach((other) => expect(overlaps(box, other)).toBe(false));
        });
      })
    );
  });
});
