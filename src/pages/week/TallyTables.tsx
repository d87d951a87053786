import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { ClipboardButton, TextLink, useStyles2 } from '@grafana/ui';
import React from 'react';

import { MEASURE_WORDS } from '../../domain/incidents/measures';
import type { Payer, Prevented, Returning, Tally } from '../../domain/incidents/tally';
import { tallyMarkdown } from '../../domain/incidents/tallyMarkdown';
import { preventedWords, whoseWords, type Told } from '../../domain/incidents/tallyWords';
import type { Incident } from '../../domain/incidents/types';
import { counted } from '../../domain/words/counted';
import { formatInterval } from '../incidents/formatInterval';
import { DataTable, type DataColumn } from '../shared/DataTable';

interface Props {
  readonly tally: Tally;
  readonly told: Told;
  readonly hrefOf: (incident: Incident) => string;
  readonly timeZone: string;
}

/** Who pays, which culprit returns and what would have prevented most, each with its numbers and its newest incident. */
export function TallyTables({ tally, told, hrefOf, timeZone }: Props) {
  const styles = useStyles2(getStyles);
  if (tally.incidents.length === 0) {
    return null;
  }
  const newest: DataColumn<{ readonly incidents: readonly Incident[] }> = {
    header: 'Newest',
    cell: ({ incidents: [first] }) =>
      first && (
        <TextLink inline={false} variant="bodySmall" href={hrefOf(first)}>
          {formatInterval(first, timeZone)}
        </TextLink>
      ),
  };
  return (
    <div className={styles.tables}>
      <Table title="Who pays most often" rows={tally.payers} keyOf={({ name }) => name} columns={[...PAYERS, newest]} />
      {tally.unnamedEnds > 0 && <p>{`${counted(tally.unnamedEnds, 'more end')} that no source gave a name to.`}</p>}
      <Table
        title="Which culprit returns"
        rows={tally.culprits}
        keyOf={({ name }) => name}
        columns={[...CULPRITS, newest]}
      />
      {tally.unknownCulprits > 0 && <p>{`Who caused ${counted(tally.unknownCulprits, 'incident')} is unknown.`}</p>}
      <Table
        title="What would have prevented most"
        rows={tally.prevented}
        keyOf={({ measure }) => measure}
        columns={[...preventions(tally), newest]}
      />
      <ClipboardButton
        variant="secondary"
        size="sm"
        icon="copy"
        getText={() => tallyMarkdown(tally, { ...told, title: 'Memory incidents' })}
      >
        Copy as Markdown
      </ClipboardButton>
    </div>
  );
}

interface TableProps<Row> {
  readonly title: string;
  readonly rows: readonly Row[];
  readonly keyOf: (row: Row) => string;
  readonly columns: ReadonlyArray<DataColumn<Row>>;
}

/** Nobody reads further; the Markdown has all. */
const SHOWN = 10;

function Table<Row>({ title, rows, keyOf, columns }: TableProps<Row>) {
  return rows.length === 0 ? null : (
    <>
      <h3>{title}</h3>
      <DataTable caption={title} columns={columns} rows={rows.slice(0, SHOWN)} rowKey={keyOf} />
      {rows.length > SHOWN && <p>{`${rows.length - SHOWN} less frequent ones are not listed.`}</p>}
    </>
  );
}

const PAYERS: ReadonlyArray<DataColumn<Payer>> = [
  { header: 'Workload', cell: ({ name }) => name, name: ({ name }) => name },
  { header: 'Lost', align: 'right', cell: ({ times }) => counted(times, 'time') },
  { header: 'For another', align: 'right', cell: ({ forAnother }) => forAnother },
  { header: 'Incidents', align: 'right', cell: ({ incidents }) => incidents.length },
];

const CULPRITS: ReadonlyArray<DataColumn<Returning>> = [
  { header: 'Culprit', cell: ({ name }) => name, name: ({ name }) => name },
  { header: 'Incidents', align: 'right', cell: ({ incidents }) => incidents.length },
  { header: 'Nodes', align: 'right', cell: ({ nodes }) => nodes },
  { header: 'Others paid', align: 'right', cell: ({ othersPaid }) => counted(othersPaid, 'time') },
];

const preventions = (tally: Tally): ReadonlyArray<DataColumn<Prevented>> => [
  { header: 'Measure', cell: ({ measure }) => MEASURE_WORDS[measure] },
  { header: 'Prevents', align: 'right', cell: (one) => preventedWords(one, tally) },
  { header: 'Whose', cell: whoseWords },
];

const getStyles = (theme: GrafanaTheme2) => ({
  tables: css({
    display: 'flex',
    flexDirection: 'column',
    alignItems: 'stretch',
    '& > *': { margin: 0 },
    '& > h3': { marginTop: theme.spacing(2), marginBottom: theme.spacing(0.5) },
    '& > p': { marginTop: theme.spacing(1) },
    '& > button': { alignSelf: 'flex-start', marginTop: theme.spacing(2) },
  }),
});
