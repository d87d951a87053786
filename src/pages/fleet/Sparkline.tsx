import { useTheme2 } from '@grafana/ui';
import React from 'react';

import type { SampledCurve } from '../../domain/trend/nearestLine';
import type { Bytes } from '../../domain/units';
import { themeColor } from '../../frames/colors';

interface Props {
  readonly curve: SampledCurve | undefined;
  /** Above it the kubelet evicts. */
  readonly line: Bytes | undefined;
}

const [WIDTH, HEIGHT] = [90, 32];

/** The pods' last half hour, and the line above which they are evicted. */
export function Sparkline({ curve, line }: Props) {
  const theme = useTheme2();
  const known = (curve?.times ?? []).flatMap((time, index) => {
    const value = curve?.values[index];
    return typeof value === 'number' && Number.isFinite(value) ? [{ time, value }] : [];
  });
  const [first, last] = [known[0], known.at(-1)];
  if (first === undefined || last === undefined || known.length < 2) {
    return <span>no curve</span>;
  }
  const top = Math.max(line ?? 0, ...known.map(({ value }) => value)) * 1.05;
  const x = (time: number) => ((time - first.time) / (last.time - first.time)) * WIDTH;
  const y = (value: number) => HEIGHT - (value / top) * HEIGHT;
  return (
    <svg width={WIDTH} height={HEIGHT} role="img" aria-label="Pods, last half hour, against the line that evicts">
      <title>Pods working set over the last half hour; red is the line above which they are evicted</title>
      {line !== undefined && (
        <line x1={0} x2={WIDTH} y1={y(line)} y2={y(line)} stroke={themeColor(theme, 'red')} strokeDasharray="3 2" />
      )}
      <polyline
        fill="none"
        stroke={themeColor(theme, 'blue')}
        strokeWidth={1.5}
        points={known.map(({ time, value }) => `${x(time).toFixed(1)},${y(value).toFixed(1)}`).join(' ')}
      />
    </svg>
  );
}
