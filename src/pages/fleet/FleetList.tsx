import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import { useVirtualizer } from '@tanstack/react-virtual';
import React, { useRef } from 'react';

import type { FleetNode } from '../../domain/fleet/fleetNode';
import type { Looked } from '../shared/placeLink';

import { FleetRow } from './FleetRow';

interface Props {
  readonly nodes: readonly FleetNode[];
  readonly looked: Looked;
}

const ROW_HEIGHT = 74;

/** Only the rows in sight are in the document, however many nodes there are. */
export function FleetList({ nodes, looked }: Props) {
  const styles = useStyles2(getStyles);
  const frame = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: nodes.length,
    getScrollElement: () => frame.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: 8,
  });
  return (
    <div ref={frame} className={styles.frame} role="list" aria-label="Nodes" tabIndex={0}>
      <div className={styles.all} style={{ height: virtual.getTotalSize() }}>
        {virtual.getVirtualItems().map(({ index, start, key }) => {
          const node = nodes[index];
          return (
            node && (
              <div
                key={key}
                ref={virtual.measureElement}
                data-index={index}
                role="listitem"
                aria-setsize={nodes.length}
                aria-posinset={index + 1}
                className={styles.row}
                style={{ transform: `translateY(${start}px)` }}
              >
                <FleetRow node={node} looked={looked} />
              </div>
            )
          );
        })}
      </div>
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  frame: css({
    maxHeight: '70vh',
    minHeight: ROW_HEIGHT,
    overflowY: 'auto',
    overflowX: 'hidden',
    containerType: 'inline-size',
  }),
  all: css({ position: 'relative', width: '100%' }),
  row: css({
    position: 'absolute',
    top: 0,
    left: 0,
    width: '100%',
    borderTop: `1px solid ${theme.colors.border.weak}`,
  }),
});
