import type { Bytes } from '../../domain/units';

import { stepped } from './curves';
import { bottom, boxAround, clamp, right, within, type Box, type Point } from './geometry';
import { leastCrossed, type Candidate } from './leastCrossed';
import type { CurveName } from './names';
import { flatStretches, shownValues, type Scene } from './scene';
import { textBox, type Area, type Rect, type Shape, type Text } from './shapes';

interface Band {
  /** Lower and upper edge over time. */
  readonly low: ReadonlyArray<Bytes | null>;
  readonly high: ReadonlyArray<Bytes | null>;
  readonly fill: Omit<Area, 'kind' | 'points'>;
  /** What it means, longest first: the first that fits is drawn. */
  readonly texts: readonly string[];
  readonly textColor: string;
  /** Behind the text, so that hatching does not run through it. */
  readonly plate?: string;
}

const TEXT_SIZE = 12;
const PADDING = 8;

/** The bands, each with what it means; curves are drawn over both. */
export function layoutBands(scene: Scene): readonly Shape[] {
  return [oomZone(scene), podsBand(scene), nodeBand(scene)]
    .filter((band) => band !== undefined)
    .flatMap((band) => {
      const shapes = areas(scene, band);
      return [...shapes, ...bandText(scene, band, shapes.at(-1))];
    });
}

function oomZone(scene: Scene): Band | undefined {
  const [low, high] = [shownValues(scene, 'kubepodsLimit'), shownValues(scene, 'capacity')];
  const { fill, opacity, text } = scene.palette.oomZone;
  return low && high && scene.view !== 'node'
    ? {
        low,
        high,
        fill: { fill, opacity },
        texts: ['OOM zone: pods never get here, the kernel kills first', 'OOM zone: the kernel kills', 'OOM zone'],
        textColor: text,
      }
    : undefined;
}

function podsBand(scene: Scene): Band | undefined {
  const low = shownValues(scene, 'podsEvictionLine') ?? shownValues(scene, 'allocatable');
  const high = shownValues(scene, 'kubepodsLimit');
  const pods = pointedAt(scene, 'pods', 'podsWorkingSet');
  return low && high && scene.view !== 'node'
    ? {
        low,
        high,
        ...hatched(scene),
        texts: [
          `eviction band: the kubelet evicts while ${pods} are in here`,
          `eviction band for ${pods}`,
          'eviction band',
        ],
      }
    : undefined;
}

function nodeBand(scene: Scene): Band | undefined {
  const high = shownValues(scene, 'evictionHard');
  const available = pointedAt(scene, 'available', 'nodeAvailable');
  return high && scene.view !== 'pods'
    ? {
        low: high.map((value) => value && 0),
        high,
        ...hatched(scene),
        texts: [
          `node eviction band: the kubelet evicts while ${available} is in here`,
          `node eviction band for ${available}`,
          'node eviction band',
        ],
      }
    : undefined;
}

function pointedAt(scene: Scene, what: string, curve: CurveName): string {
  const color = scene.palette.curveWords[curve];
  return color ? `${what} (${color})` : what;
}

function hatched({ palette }: Scene): Pick<Band, 'fill' | 'textColor' | 'plate'> {
  const hatch = { color: palette.danger, opacity: palette.dangerHatch };
  return {
    fill: { fill: palette.danger, opacity: 0.1, hatch },
    textColor: palette.danger,
    plate: palette.background,
  };
}

/** One polygon per stretch in which both edges are known; an upside-down band is no band. */
function areas(scene: Scene, band: Band): readonly Area[] {
  const both = (edge: ReadonlyArray<Bytes | null>): ReadonlyArray<Bytes | null> =>
    edge.map((value, index) => {
      const [low, high] = [band.low[index] ?? null, band.high[index] ?? null];
      return low !== null && high !== null && low < high ? value : null;
    });
  const [lows, highs] = [flatStretches(scene, both(band.low)), flatStretches(scene, both(band.high))];
  return lows.flatMap((low, index): readonly Area[] => {
    const high = highs[index];
    const points = high ? [...stepped(high), ...[...stepped(low)].reverse()] : [];
    return points.length > 3
      ? [{ kind: 'area', points: points.map((point) => within(point, scene.plot)), ...band.fill }]
      : [];
  });
}

/** What the band means, where the fewest curves run through it; a shorter text only when that keeps curves out of it. */
function bandText(scene: Scene, band: Band, area: Area | undefined): readonly Shape[] {
  const box = area && innermost(area.points);
  if (!box || box.height < TEXT_SIZE + 5) {
    return [];
  }
  const candidates = band.texts
    .filter((text) => scene.measure(text, TEXT_SIZE) + 4 * PADDING <= box.width)
    .flatMap((text) =>
      placesIn(box, scene.measure(text, TEXT_SIZE)).map((at): Candidate => {
        const shape: Text = { kind: 'text', text, at, align: 'left', size: TEXT_SIZE, color: band.textColor };
        return { shape, cost: SHORTER_COSTS * band.texts.indexOf(text) };
      })
    );
  const best = leastCrossed(scene, candidates);
  if (!best) {
    return [];
  }
  const plate: readonly Rect[] = band.plate
    ? [{ kind: 'rect', box: plateOf(best, scene, box), fill: band.plate, opacity: 0.86, radius: 3 }]
    : [];
  return [...plate, best];
}

/** Pixels of crossing curves that a shorter text must save. */
const SHORTER_COSTS = 60;

/** The box that lies inside the last flat part of a band. */
function innermost(points: readonly Point[]): Box {
  const ys = points.map((point) => point.y).sort((a, b) => a - b);
  const { x, width } = boxAround(points);
  const half = points.length / 2;
  const [top, low] = [ys[Math.ceil(half) - 1]!, ys[Math.ceil(half)]!];
  return { x, y: top, width, height: low - top };
}

/** Candidate baselines, best first: right, left and centre; the middle of the band, then up and down to its edges. */
function placesIn(box: Box, width: number): readonly Point[] {
  const xs = [right(box) - width - 2 * PADDING, box.x + 2 * PADDING, box.x + (box.width - width) / 2];
  const [middle, play] = [box.y + box.height / 2 + 0.3 * TEXT_SIZE, Math.max(0, box.height / 2 - 0.75 * TEXT_SIZE)];
  const thick = box.height > 4 * TEXT_SIZE;
  const shares = thick ? [-0.85, 0.85, 0] : [0, -0.5, 0.5, -1, 1];
  return shares.flatMap((share) => xs.map((x) => ({ x, y: middle + share * play })));
}

function plateOf(text: Text, scene: Scene, band: Box): Box {
  const box = textBox(text, scene.measure);
  const height = Math.min(20, band.height - 2);
  const y = clamp(box.y + box.height / 2 - height / 2, band.y + 1, bottom(band) - height - 1);
  return { x: box.x - PADDING, y, width: box.width + 2 * PADDING, height };
}
