import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';

interface Column {
  readonly header: string;
  /** For who points at it, and for the legend below the list. */
  readonly about: string;
}

/** What each part of a row says, in the order in which it stands there. */
export const COLUMNS = {
  name: {
    header: 'Node',
    about: 'Leads to the node at this time. Below it cluster, pool and zone, as far as they are known.',
  },
  pods: {
    header: 'Pods until eviction',
    about:
      'What all pods use against the line above which the kubelet evicts them; the red band ends at the kubepods limit, where the kernel kills.',
  },
  node: {
    header: 'Node until eviction',
    about:
      'What the whole node uses against capacity without eviction-hard. kubectl top prints the same use as a share of allocatable, ' +
      'system included: it passes 100 % long before anything is evicted.',
  },
  promised: {
    header: 'Promised',
    about:
      'Overcommit: the requests and limits of all pods. Limits above 100 % may all be used at once, and then the node runs out.',
  },
  happened: {
    header: 'In this time range',
    about:
      'Memory incidents where the node was reviewed, made of the evictions by memory and the OOM kills that were counted; and the MemoryPressure condition now.',
  },
  trend: {
    header: 'Last half hour',
    about: 'The pods’ working set, and when the nearest line is reached if it goes on.',
  },
} as const satisfies Record<string, Column>;

/** The widths that headers and rows share; where it is narrow a row is a block, and its parts say themselves what they are. */
export const getGrid = (theme: GrafanaTheme2) => ({
  row: css({
    display: 'grid',
    gridTemplateColumns:
      'minmax(0, 2fr) minmax(0, 1.5fr) minmax(0, 1.5fr) minmax(0, 1.5fr) minmax(0, 1.5fr) minmax(0, 1.2fr)',
    gap: theme.spacing(0.5, 2),
    fontSize: theme.typography.bodySmall.fontSize,
    fontVariantNumeric: 'tabular-nums',
    [NARROW]: {
      gridTemplateColumns: 'minmax(0, 1fr) minmax(0, 1fr)',
      '& > :first-child': { gridColumn: '1 / -1' },
    },
  }),
});

/** Of the list's own place, not of the window. */
export const NARROW = '@container (max-width: 800px)';
