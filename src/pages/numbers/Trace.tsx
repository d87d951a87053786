import { useTheme2 } from '@grafana/ui';
import React from 'react';

import type { Aligned } from '../../domain/node/nodeMemory';
import type { Bytes, EpochMs } from '../../domain/units';
import { themeColor } from '../../frames/colors';

import { tracePath } from './tracePath';

interface Props {
  readonly title: string;
  readonly times: readonly EpochMs[];
  readonly values: Aligned;
  readonly at: EpochMs;
  /** Of the scale, which begins at 0. */
  readonly top: Bytes;
}

const SIZE = { width: 160, height: 28 };

/** A number over time, from 0, with the moment compared; a gap where it was not sampled. */
export function Trace({ title, times, values, at, top }: Props) {
  const theme = useTheme2();
  const { d, x } = tracePath({ times, values, at, top, ...SIZE });
  return (
    <svg {...SIZE} role="img" aria-label={`${title} over time`}>
      <line x1={x} x2={x} y1={0} y2={SIZE.height} stroke={theme.colors.text.secondary} strokeDasharray="2 2" />
      <path d={d} fill="none" stroke={themeColor(theme, 'blue')} strokeWidth={1.5} />
    </svg>
  );
}
