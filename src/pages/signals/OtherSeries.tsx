import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import React from 'react';

import { STATE_WORDS } from '../../frames/signalsTable';
import type { SignalStatus } from '../../prometheus/signals/evaluateSignals';
import { DataTable, type DataColumn } from '../shared/DataTable';

import { isLate } from './signalsWords';

/** Found or not to be expected: by which jobs, how fresh, how many. */
export function OtherSeries({ statuses }: { readonly statuses: readonly SignalStatus[] }) {
  return (
    <DataTable caption="Series of this node" columns={COLUMNS} rows={statuses} rowKey={({ signal }) => signal.id} />
  );
}

const COLUMNS: ReadonlyArray<DataColumn<SignalStatus>> = [
  { header: 'Series', cell: ({ signal }) => <Name series={signal.series} />, name: ({ signal }) => signal.gives },
  { header: 'State', cell: (status) => (isLate(status) ? 'found, but late' : STATE_WORDS[status.state]) },
  {
    header: 'Job',
    cell: ({ seenBy }) => [...new Set(seenBy.map(({ job, path }) => [job, path].filter(Boolean).join(' ')))].join(', '),
  },
  { header: 'Node by', cell: ({ seenBy }) => [...new Set(seenBy.map(({ nodeBy }) => nodeBy))].join(', ') },
  { header: 'How many', align: 'right', cell: ({ count, state }) => (state === 'found' ? String(count) : '') },
  { header: 'Every', align: 'right', cell: ({ interval }) => (interval === undefined ? '' : `${interval / 1000} s`) },
  {
    header: 'Newest sample',
    align: 'right',
    cell: ({ age }) => (age === undefined ? '' : `${Math.round(age / 1000)} s before the end`),
  },
];

function Name({ series }: { readonly series: string }) {
  const styles = useStyles2(getStyles);
  return <code className={styles.series}>{series}</code>;
}

const getStyles = (theme: GrafanaTheme2) => ({
  series: css({ overflowWrap: 'anywhere', whiteSpace: 'normal', fontSize: theme.typography.bodySmall.fontSize }),
});
