import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import React from 'react';
import { Link } from 'react-router-dom';

import { counted } from '../../domain/words/counted';
import type { NodeEvent } from '../../domain/events/events';
import type { Incident } from '../../domain/incidents/types';
import type { EpochMs } from '../../domain/units';
import { EVENT_COLORS, themeColor } from '../../frames/colors';
import { EVENT_WORDS } from '../../frames/vocabulary';
import { formatTime } from '../shared/times';

import { stripMarks, type StripMark } from './stripMarks';

interface EventStripProps {
  readonly incidents: readonly Incident[];
  readonly from: EpochMs;
  readonly to: EpochMs;
  readonly timeZone: string;
  /** Where a click on events of these incidents leads. */
  readonly hrefOf: (incidents: readonly Incident[]) => string;
}

const LANES: ReadonlyArray<NodeEvent['kind']> = ['eviction', 'oom-kill', 'termination', 'pressure'];

/** Everything that happened in the range at a glance, one lane per kind; each mark leads to its incident. */
export function EventStrip({ incidents, from, to, timeZone, hrefOf }: EventStripProps) {
  const styles = useStyles2(getStyles);
  const marks = stripMarks(incidents, { from, to });
  const lanes = LANES.filter((kind) => marks.some((mark) => mark.kind === kind));
  if (lanes.length === 0) {
    return null;
  }
  return (
    <div className={styles.strip} role="group" aria-label={summaryOf(incidents.flatMap(({ events }) => events))}>
      {lanes.map((kind) => (
        <React.Fragment key={kind}>
          <span className={styles.label}>{EVENT_WORDS[kind].many}</span>
          <div className={styles.lane}>
            {marks
              .filter((mark) => mark.kind === kind)
              .map((mark) => (
                <Link
                  key={mark.id}
                  to={hrefOf(mark.incidents)}
                  className={styles[kind]}
                  style={{ left: `${mark.left}%`, width: `max(5px, ${mark.width}%)` }}
                  title={titleOf(mark, timeZone)}
                  aria-label={titleOf(mark, timeZone)}
                />
              ))}
          </div>
        </React.Fragment>
      ))}
      <span />
      <div className={styles.ends}>
        <span>{formatTime(from, timeZone)}</span>
        <span>{formatTime(to, timeZone)}</span>
      </div>
    </div>
  );
}

function titleOf({ kind, at, count, incidents }: StripMark, timeZone: string): string {
  const { one, many } = EVENT_WORDS[kind];
  const time = formatTime(at, timeZone);
  const what = count === 1 ? `${one}, ${time}` : `${counted(count, one, many)}, from ${time}`;
  const [only, ...others] = incidents;
  return others.length > 0 ? `${what}: show these ${incidents.length} incidents` : `${what}: ${only?.headline ?? ''}`;
}

function summaryOf(events: readonly NodeEvent[]): string {
  const counts = LANES.map((kind) => {
    const { one, many } = EVENT_WORDS[kind];
    return counted(events.filter((event) => event.kind === kind).length, one, many);
  });
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
    eviction: css({ ...mark, background: themeColor(theme, EVENT_COLORS.eviction) }),
    'oom-kill': css({ ...mark, background: themeColor(theme, EVENT_COLORS['oom-kill']) }),
    termination: css({ ...mark, background: themeColor(theme, EVENT_COLORS.termination) }),
    pressure: css({ ...mark, background: themeColor(theme, EVENT_COLORS.pressure) }),
  };
};
