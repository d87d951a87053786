import { css } from '@emotion/css';
import { dateTimeFormat, type GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import React from 'react';

import { formatMemory } from '../../domain/quantity/formatBytes';
import type { Incident, Projection } from '../../domain/incidents/types';
import type { EpochMs } from '../../domain/units';
import { Section } from '../shared/Section';

import { CLOCK_FORMAT, zoneName } from '../shared/times';

interface Props {
  readonly incident: Incident;
  readonly timeZone: string;
}

/** What happened, a sentence for each moment. */
export function StorySection({ incident: { story, start, projection }, timeZone }: Props) {
  const styles = useStyles2(getStyles);
  const clock = (at: EpochMs) => (
    <time dateTime={new Date(at).toISOString()}>{dateTimeFormat(at, { timeZone, format: CLOCK_FORMAT })}</time>
  );
  return (
    <Section title="What happened" note={`times in ${zoneName(start, timeZone)}`}>
      {story.length === 0 && <p>The series do not tell how it came about.</p>}
      <ol className={styles.story}>
        {story.map(({ at, until, text }) => (
          <li key={`${at} ${text}`}>
            <span className={styles.when}>
              {clock(at)}
              {until !== undefined && <> – {clock(until)}</>}
            </span>
            <span>{text}</span>
          </li>
        ))}
      </ol>
      {projection && isWorthSaying(projection) && <p className={styles.note}>{projected(projection)}</p>}
    </Section>
  );
}

const CURVE: Readonly<Record<Projection['curve'], string>> = {
  podsWorkingSet: 'the pods’ working set',
  nodeAvailable: 'the node’s available memory',
  container: 'the container’s working set',
};

/** A curve that stood still has nothing to project. */
const isWorthSaying = ({ from, to }: Projection) => formatMemory(from.value) !== formatMemory(to.value);

const projected = ({ curve, from, to }: Projection): string =>
  `Not seen by any scrape: ${CURVE[curve]} went from ${formatMemory(from.value)}, the last sample, to about ` +
  `${formatMemory(to.value)} at the event. That is a projection of its growth, not a measurement.`;

const getStyles = (theme: GrafanaTheme2) => ({
  story: css({
    listStyle: 'none',
    display: 'grid',
    gridTemplateColumns: 'auto 1fr',
    gap: theme.spacing(1),
    li: { display: 'contents' },
    [theme.breakpoints.down('sm')]: {
      gridTemplateColumns: '1fr',
      'li > span': { display: 'block' },
      li: { display: 'block' },
    },
  }),
  when: css({ color: theme.colors.text.secondary, fontVariantNumeric: 'tabular-nums', whiteSpace: 'nowrap' }),
  note: css({ color: theme.colors.text.secondary, marginTop: theme.spacing(1) }),
});
