import { css, cx } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import React, { type ReactNode } from 'react';

export interface DataColumn<Row> {
  readonly header: string;
  readonly cell: (row: Row) => ReactNode;
  /** `right` is for numbers: they stay on one line with their units. */
  readonly align?: 'left' | 'right';
  /** For names: takes the width that is left and wraps there; what stands after it stays on one line. In full when pointed at. */
  readonly name?: (row: Row) => string;
}

interface Props<Row> {
  /** Read by screen readers in place of a visible title. */
  readonly caption: string;
  readonly columns: ReadonlyArray<DataColumn<Row>>;
  readonly rows: readonly Row[];
  readonly rowKey: (row: Row) => string;
}

/** A small table that says what it is; where it is narrow each row is a block of its own. Long lists are cut before they get here. */
export function DataTable<Row>({ caption, columns, rows, rowKey }: Props<Row>) {
  const styles = useStyles2(getStyles);
  const titled = Math.max(
    0,
    columns.findIndex(({ name }) => name !== undefined)
  );
  return (
    <div className={styles.frame}>
      <table className={styles.table} aria-label={caption}>
        <thead>
          <tr>
            {columns.map(({ header, align }) => (
              <th key={header} scope="col" className={cx(align === 'right' && styles.number)}>
                {header}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={rowKey(row)}>
              {columns.map((column, index) => (
                <Cell key={column.header} column={column} row={row} isTitle={index <= titled} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

interface CellProps<Row> {
  readonly column: DataColumn<Row>;
  readonly row: Row;
  /** What the row is about: where it is a block it needs no header. */
  readonly isTitle: boolean;
}

function Cell<Row>({ column: { header, cell, align, name }, row, isTitle }: CellProps<Row>) {
  const styles = useStyles2(getStyles);
  const content = cell(row);
  const classes = cx(
    name && styles.name,
    align === 'right' && styles.number,
    isTitle && styles.title,
    (content === '' || content === false) && styles.blank
  );
  return (
    <td className={classes} title={name?.(row)} data-header={header}>
      <div>{content}</div>
    </td>
  );
}

/** Of the table's own place, not of the window: beside another table it is narrow on a wide screen, too. */
const NARROW = '@container (max-width: 500px)';

const getStyles = (theme: GrafanaTheme2) => ({
  frame: css({ containerType: 'inline-size', overflowX: 'auto' }),
  table: css({
    width: '100%',
    fontSize: theme.typography.bodySmall.fontSize,
    fontVariantNumeric: 'tabular-nums',
    'th, td': { padding: theme.spacing(0.5, 1), textAlign: 'left', verticalAlign: 'top' },
    th: { color: theme.colors.text.secondary, fontWeight: theme.typography.fontWeightMedium, whiteSpace: 'nowrap' },
    'tbody tr': { borderTop: `1px solid ${theme.colors.border.weak}` },
    [NARROW]: {
      '&, tbody': { display: 'block' },
      thead: { display: 'none' },
      tr: { display: 'flex', flexWrap: 'wrap', columnGap: theme.spacing(2), padding: theme.spacing(0.75, 0) },
      td: { display: 'flex', gap: theme.spacing(0.75), padding: theme.spacing(0.25, 0), overflowWrap: 'anywhere' },
      'td::before': { content: 'attr(data-header)', color: theme.colors.text.secondary, whiteSpace: 'nowrap' },
    },
  }),
  title: css({
    [NARROW]: { 'td&': { fontWeight: theme.typography.fontWeightMedium }, 'td&::before': { display: 'none' } },
  }),
  name: css({
    width: '100%',
    minWidth: '13em',
    overflowWrap: 'anywhere',
    '& ~ td': { whiteSpace: 'nowrap' },
    '&&': { whiteSpace: 'normal' },
    [NARROW]: { width: 'auto', minWidth: 0, flex: '1 1 calc(100% - 4em)', '&& ~ td': { whiteSpace: 'normal' } },
  }),
  number: css({
    whiteSpace: 'nowrap',
    'th&, td&': { textAlign: 'right' },
  }),
  /** An empty cell keeps the columns in line; in a block of its own it says nothing. */
  blank: css({ [NARROW]: { 'table td&': { display: 'none' } } }),
});
