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
  {
    header: 'State',
    cell: (status) => <Words text={isLate(status) ? 'found, but late' : STATE_WORDS[status.state]} />,
  },
  { header: 'Job', cell: ({ seenBy }) => seenBy.length > 0 && <Words text={jobsOf(seenBy)} /> },
  { header: 'Node by', cell: ({ seenBy }) => [...new Set(seenBy.map(({ nodeBy }) => nodeBy))].join(', ') },
  { header: 'How many', align: 'right', cell: ({ count, state }) => (state === 'found' ? String(count) : '') },
  { header: 'Every', align: 'right', cell: ({ interval }) => (interval === undefined ? '' : `${interval / 1000} s`) },
  {
    header: 'Newest sample',
    align: 'right',
    cell: ({ age }) => (age === undefined ? '' : `${Math.round(age / 1000)} s before the end`),
  },
];

const jobsOf = (seenBy: SignalStatus['seenBy']): string =>
  [...new Set(seenBy.map(({ job, path }) => [job, path].filter(Boolean).join(' ')))].join(', ');

/** Takes further lines, so that the names of series keep the room. */
function Words({ text }: { readonly text: string }) {
  const styles = useStyles2(getStyles);
  return <span className={styles.words}>{text}</span>;
}

function Name({ series }: { readonly series: string }) {
  const styles = useStyles2(getStyles);
  return <code className={styles.series}>{series}</code>;
}

const getStyles = (theme: GrafanaTheme2) => ({
  words: css({ display: 'inline-block', width: 'max-content', maxWidth: '11em', whiteSpace: 'normal' }),
  series: css({ overflowWrap: 'anywhere', whiteSpace: 'normal', fontSize: theme.typography.bodySmall.fontSize }),
});
