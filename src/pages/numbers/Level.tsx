import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import React from 'react';

import { explainDifferences, type NumbersFacts } from '../../domain/numbers/differences';
import { readingsAt, type ReadingCurves } from '../../domain/numbers/numbers';
import { READINGS, type Reading, type ReadingLevel } from '../../domain/numbers/readings';
import { formatMiB } from '../../domain/quantity/formatBytes';
import type { Bytes, EpochMs } from '../../domain/units';
import { DataTable, type DataColumn } from '../shared/DataTable';

import { numberRows, type NumberRow } from './numberRows';
import { Trace } from './Trace';

interface Props {
  readonly level: ReadingLevel;
  readonly caption: string;
  /** The caption is shown, too. */
  readonly titled?: boolean;
  readonly curves: ReadingCurves;
  readonly times: readonly EpochMs[];
  readonly at: EpochMs;
  readonly facts: NumbersFacts;
  readonly allocatable: Bytes | undefined;
}

/** The numbers of one thing side by side, over time, and each difference in words. */
export function Level({ level, caption, titled = false, curves, times, at, facts, allocatable }: Props) {
  const styles = useStyles2(getStyles);
  const rows = numberRows({ level, curves, times, at, allocatable });
  const differences = explainDifferences(level, readingsAt(times, curves, at), facts);
  if (rows.length === 0) {
    return <p>None of these numbers is collected.</p>;
  }
  return (
    <>
      {titled && <h3 className={styles.title}>{caption}</h3>}
      <DataTable caption={caption} columns={columnsOf(times, at, rows, styles)} rows={rows} rowKey={({ id }) => id} />
      {differences.length > 0 && (
        <dl className={styles.differences}>
          {differences.map(({ of, from, text, source }) => (
            <div key={`${of} ${from}`}>
              <dt>{`${titleOf(of)} and ${lowered(titleOf(from))}`}</dt>
              <dd title={source}>{text}</dd>
            </div>
          ))}
        </dl>
      )}
    </>
  );
}

const titleOf = (id: Reading['id']): string => READINGS.find((reading) => reading.id === id)?.title ?? id;

const lowered = (text: string): string => (/^[A-Z][a-z]/.test(text) ? text[0]?.toLowerCase() + text.slice(1) : text);

/** All traces of a table share one scale: side by side is the point. */
function columnsOf(
  times: readonly EpochMs[],
  at: EpochMs,
  rows: readonly NumberRow[],
  { printed }: ReturnType<typeof getStyles>
): Array<DataColumn<NumberRow>> {
  const top = Math.max(1, ...rows.map(({ highest }) => highest ?? 0));
  return [
    { header: 'Number', cell: ({ title }) => title },
    {
      header: 'At that moment',
      align: 'right',
      cell: ({ value = 'not sampled', printed: top }) => (
        <>
          {value}
          {top && <div className={printed}>{top}</div>}
        </>
      ),
    },
    {
      header: 'In this range',
      align: 'right',
      cell: ({ lowest, highest }) =>
        lowest === undefined || highest === undefined ? '' : `${formatMiB(lowest)} to ${formatMiB(highest)}`,
    },
    { header: 'Over time', cell: ({ title, values }) => <Trace title={title} {...{ times, values, at, top }} /> },
    { header: 'Who decides by it', cell: ({ decides }) => decides },
    { header: 'Shown by', cell: ({ shownBy, source }) => <span title={source}>{shownBy}</span> },
  ];
}

const getStyles = (theme: GrafanaTheme2) => ({
  title: css({ ...theme.typography.h6, margin: theme.spacing(2, 0, 0.5) }),
  /** Wraps beside the numbers of its column, which do not: else the table is wider than a laptop's screen. */
  printed: css({ whiteSpace: 'normal', color: theme.colors.text.secondary, minWidth: '9em' }),
  differences: css({
    margin: theme.spacing(1.5, 0, 0),
    display: 'grid',
    gap: theme.spacing(1),
    maxWidth: '90ch',
    dt: { ...theme.typography.bodySmall, color: theme.colors.text.secondary, fontWeight: 'normal' },
    dd: { margin: 0 },
  }),
});
