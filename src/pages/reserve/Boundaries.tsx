import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import React, { useRef } from 'react';

import type { NodeLines } from '../../domain/lines/nodeLines';
import { formatMiB } from '../../domain/quantity/formatBytes';
import { boundariesOf, moveTo, resize, stepOfKey, type Boundary } from '../../domain/reserve/dragBoundary';
import type { TriedTexts } from '../../domain/reserve/tryReserve';
import { MiB, type Bytes } from '../../domain/units';

interface Props {
  readonly lines: NodeLines;
  readonly capacity: Bytes;
  readonly onMove: (texts: TriedTexts) => void;
}

const NAMES: Readonly<Record<Boundary['name'], string>> = {
  evictionHard: 'Where the eviction band begins',
  reserved: 'Where the reserve begins',
};

/** The boundaries that can be moved, laid over the bar: by pointer, touch and keyboard. */
export function Boundaries({ lines, capacity, onMove }: Props) {
  const styles = useStyles2(getStyles);
  const bar = useRef<HTMLDivElement>(null);
  const placeOf = (clientX: number): Bytes | undefined => {
    const box = bar.current?.getBoundingClientRect();
    return box && box.width > 0 ? ((clientX - box.left) / box.width) * capacity : undefined;
  };
  return (
    <div ref={bar} className={styles.bar}>
      {boundariesOf(lines).map((boundary) => (
        <div
          key={boundary.name}
          role="slider"
          tabIndex={0}
          className={styles.handle}
          style={{ left: `${(100 * boundary.at) / capacity}%` }}
          aria-label={NAMES[boundary.name]}
          aria-valuemin={boundary.name === 'evictionHard' ? 1 : 0}
          aria-valuemax={Math.trunc(boundary.most / MiB)}
          aria-valuenow={Math.trunc(boundary.value / MiB)}
          aria-valuetext={formatMiB(boundary.value)}
          title={`${NAMES[boundary.name]}: drag it, or use the arrow keys`}
          onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
          onPointerMove={(event) => {
            const place = placeOf(event.clientX);
            if (place !== undefined && event.currentTarget.hasPointerCapture(event.pointerId)) {
              onMove(moveTo(boundary, place));
            }
          }}
          onKeyDown={(event) => {
            const step = stepOfKey(event.key);
            if (step !== undefined) {
              event.preventDefault();
              onMove(resize(boundary, boundary.value + step));
            }
          }}
        />
      ))}
    </div>
  );
}

/** Wider than it looks: a finger has to hit it. */
const WIDTH = 20;

const getStyles = (theme: GrafanaTheme2) => ({
  bar: css({ position: 'absolute', inset: 0, pointerEvents: 'none' }),
  handle: css({
    position: 'absolute',
    top: -4,
    bottom: -4,
    width: WIDTH,
    marginLeft: -WIDTH / 2,
    cursor: 'col-resize',
    pointerEvents: 'auto',
    touchAction: 'none',
    '&::after': {
      content: '""',
      position: 'absolute',
      top: 0,
      bottom: 0,
      left: WIDTH / 2 - 2,
      width: 4,
      borderRadius: 2,
      background: theme.colors.primary.main,
    },
    '&:focus-visible': { outline: `2px solid ${theme.colors.primary.main}`, outlineOffset: -2 },
  }),
});
