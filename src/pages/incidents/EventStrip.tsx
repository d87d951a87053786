import { css } from '@emotion/css';
import { dateTimeFormat, type GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import React from 'react';

import type { NodeEvent } from '../../domain/events';
import type { EpochMs } from '../../domain/units';

import { stripMarks, type StripMark } from './stripMarks';

interface EventStripProps {
  readonly events: readonly NodeEvent[];
  readonly from: EpochMs;
  readonly to: EpochMs;
  readonly timeZone: string;
}

const LANES: ReadonlyArray<{ kind: NodeEvent['kind']; label: string }> = [
  { kind: 'eviction', label: 'evictions' },
  { kind: 'oom-kill', label: 'OOM kills' },
  { kind: 'termination', label: 'other ends' },
  { kind: 'pressure', label: 'memory pressure' },
];

/** Everything that happened in the range at a glance, one lane per kind. */
export function EventStrip({ events, from, to, timeZone }: EventStripProps) {
  const styles = useStyles2(getStyles);
  const marks = stripMarks(events, { from, to });
  const lanes = LANES.filter(({ kind }) => marks.some((mark) => mark.kind === kind));
  if (lanes.length === 0) {
    return null;
  }
  return (
    <div className={styles.strip} role="img" aria-label={summaryOf(events)}>
      {lanes.map(({ kind, label }) => (
        <React.Fragment key={kind}>
          <span className={styles.label}>{label}</span>
          <div className={styles.lane}>
            {marks
              .filter((mark) => mark.kind === kind)
              .map((mark) => (
                <span
                  key={mark.id}
                  className={styles[kind]}
                  style={{ left: `${mark.left}%`, width: `max(5px, ${mark.width}%)` }}
                  title={titleOf(mark, label, timeZone)}
                />
              ))}
          </div>
        </React.Fragment>
      ))}
      <span />
      <div className={styles.ends}>
        <span>{dateTimeFormat(from, { timeZone })}</span>
        <span>{dateTimeFormat(to, { timeZone })}</span>
      </div>
    </div>
  );
}

function titleOf({ at, count }: StripMark, label: string, timeZone: string): string {
  const time = dateTimeFormat(at, { timeZone });
  return count === 1 ? `${label}, ${time}` : `${count} ${label}, from ${time}`;
}

function summaryOf(events: readonly NodeEvent[]): string {
  const counts = LANES.map(({ kind, label }) => `${events.filter((event) => event.kind === kind).length} ${label}`);
  return `Events over time: ${counts.join(', ')}`;
}

const getStyles = (theme: GrafanaTheme2) => {
  const mark = { position: 'absolute' as const, top: 2, bottom: 2, borderRadius: 2 };
  return {
    strip: css({
      display: 'grid',
      gridTemplateColumns: 'max-content 1fr',
      gap: theme.spacing(0.5, 1),
      marginBottom: theme.spacing(2),
      fontSize: theme.typography.bodySmall.fontSize,
    }),
    label: css({ color: theme.colors.text.secondary }),
    lane: css({ position: 'relative', height: 20, background: theme.colors.background.secondary, overflow: 'hidden' }),
    ends: css({ display: 'flex', justifyContent: 'space-between', color: theme.colors.text.secondary }),
    eviction: css({ ...mark, background: theme.visualization.getColorByName('red') }),
    'oom-kill': css({ ...mark, background: theme.visualization.getColorByName('purple') }),
    termination: css({ ...mark, background: theme.colors.text.secondary }),
    pressure: css({ ...mark, background: theme.visualization.getColorByName('orange') }),
  };
};
