import { css, cx } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import { useVirtualizer } from '@tanstack/react-virtual';
import React, { useCallback, useRef, useState } from 'react';

import type { FleetReview } from '../../domain/fleet/fleetReview';
import type { Looked } from '../shared/placeLink';

import { COLUMNS, getGrid, NARROW } from './columns';
import { FleetGroupHeader } from './FleetGroupHeader';
import { FleetRow } from './FleetRow';
import type { FleetItem } from './fleetItems';

interface Props {
  readonly items: readonly FleetItem[];
  readonly review: FleetReview | undefined;
  readonly looked: Looked;
  readonly onFold: (group: string) => void;
}

/** Only the rows in sight are in the document, however many nodes there are. */
export function FleetList({ items, review, looked, onFold }: Props) {
  const styles = useStyles2(getStyles);
  const grid = useStyles2(getGrid);
  const frame = useRef<HTMLDivElement>(null);
  // What a row is taken for until it was in sight: to look at the list for each of them would lay it out each time.
  const [estimate] = useState(() => (window.innerWidth < WIDE ? NARROW_ROW : ROW));
  // Where either of these is another function than before, all rows are measured anew.
  const estimateSize = useCallback(() => estimate, [estimate]);
  const getItemKey = useCallback((index: number) => items[index]?.key ?? index, [items]);
  const virtual = useVirtualizer({
    count: items.length,
    getScrollElement: () => frame.current,
    estimateSize,
    getItemKey,
    overscan: 6,
  });
  return (
    <div ref={frame} className={styles.frame} role="list" aria-label="Nodes" tabIndex={0}>
      <div className={cx(grid.row, styles.header)} aria-hidden>
        {Object.values(COLUMNS).map(({ header, about }) => (
          <span key={header} title={about}>
            {header}
          </span>
        ))}
      </div>
      <div className={styles.all} style={{ height: virtual.getTotalSize() }}>
        {virtual.getVirtualItems().map(({ index, start, key }) => {
          const item = items[index];
          return (
            item && (
              <div
                key={key}
                ref={virtual.measureElement}
                data-index={index}
                role="listitem"
                aria-setsize={items.length}
                aria-posinset={index + 1}
                className={styles.row}
                style={{ transform: `translateY(${start}px)` }}
              >
                {'node' in item ? (
                  <FleetRow node={item.node} review={review} looked={looked} />
                ) : (
                  <FleetGroupHeader item={item} onFold={onFold} />
                )}
              </div>
            )
          );
        })}
      </div>
    </div>
  );
}

const [ROW, NARROW_ROW, WIDE] = [86, 230, 800];

const getStyles = (theme: GrafanaTheme2) => ({
  frame: css({
    maxHeight: '70vh',
    minHeight: ROW,
    overflowY: 'auto',
    overflowX: 'hidden',
    containerType: 'inline-size',
  }),
  header: css({
    position: 'sticky',
    top: 0,
    zIndex: 1,
    padding: theme.spacing(0.5),
    background: theme.components.panel.background,
    color: theme.colors.text.secondary,
    fontWeight: theme.typography.fontWeightMedium,
    // Above `grid`'s own display, which stands in another class.
    [NARROW]: { '&&': { display: 'none' } },
  }),
  all: css({ position: 'relative', width: '100%' }),
  row: css({
    position: 'absolute',
    top: 0,
    left: 0,
    width: '100%',
    borderTop: `1px solid ${theme.colors.border.weak}`,
    contain: 'layout style',
  }),
});
