import { css, cx } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import React, { type ReactNode } from 'react';

import { formatMiB } from '../../domain/quantity/formatBytes';
import type { NodeMemory } from '../../domain/node/nodeMemory';
import type { Rung } from '../../domain/reserve/ladder';
import type { ObservedUse } from '../../domain/reserve/recommend';
import type { Bytes } from '../../domain/units';

interface Props {
  readonly label: string;
  readonly rungs: readonly Rung[];
  readonly capacity: Bytes | undefined;
  readonly use: ObservedUse | undefined;
  readonly memory: NodeMemory;
  /** What lies over the bar. */
  readonly children?: ReactNode;
}

const WORDS: Readonly<Record<Rung['name'], string>> = {
  allocatable: 'Allocatable',
  hugepages: 'Hugepages',
  evictionHard: 'Eviction band',
  reserved: 'Reserved',
};

/** A node's memory drawn to scale: what pods may have, the band in which they are evicted, what is reserved; and the most that was used. */
export function LadderBar({ label, rungs, capacity, use, memory, children }: Props) {
  const styles = useStyles2(getStyles);
  if (!capacity || rungs.length === 0) {
    return null;
  }
  const share = (bytes: Bytes) => `${(100 * bytes) / capacity}%`;
  const pods = highest(memory);
  const described = rungs.map(({ name, bytes }) => `${WORDS[name]} ${formatMiB(bytes)}`).join(', ');
  return (
    <figure className={styles.figure}>
      <figcaption className={styles.caption}>{label}</figcaption>
      <div className={styles.place}>
        <div className={styles.bar} role="img" aria-label={`${label}: ${described}`}>
          {rungs.map(({ name, bytes }) => (
            <div
              key={name}
              className={styles[name]}
              style={{ width: share(bytes) }}
              title={`${WORDS[name]} ${formatMiB(bytes)}`}
            >
              <span className={styles.word}>{`${WORDS[name]} ${formatMiB(bytes)}`}</span>
            </div>
          ))}
          {pods !== undefined && (
            <div
              className={styles.pods}
              style={{ width: share(Math.min(pods, capacity)) }}
              title={`Pods used at most ${formatMiB(pods)}`}
            />
          )}
          {use && (
            <div
              className={styles.outside}
              style={{ width: share(Math.min(use.highest, capacity)) }}
              title={`Outside the pods at most ${formatMiB(use.highest)}`}
            />
          )}
        </div>
        {children}
      </div>
      <p className={styles.key}>
        {rungs.map(({ name, bytes }) => (
          <span key={name} className={whereNarrow(bytes / capacity)}>
            <i className={cx(styles.swatch, styles[name])} /> {`${WORDS[name]} ${formatMiB(bytes)}`}
          </span>
        ))}
        {pods !== undefined && (
          <span>
            <i className={styles.podsSwatch} /> {`below: pods used at most ${formatMiB(pods)}`}
          </span>
        )}
        {use && (
          <span>
            {`above: outside the pods at most ${formatMiB(use.highest)}`} <i className={styles.outsideSwatch} />
          </span>
        )}
      </p>
    </figure>
  );
}

/** A rung narrower than this has no room for its words, which then stand below the bar. */
const ROOM = 165;

/** Of a rung with this share of the bar. */
const whereNarrow = (share: number): string =>
  css({
    display: 'none',
    [`@container (max-width: ${Math.min(9999, Math.floor(ROOM / share))}px)`]: { display: 'inline' },
  });

function highest({ podsWorkingSet }: NodeMemory): Bytes | undefined {
  const values = podsWorkingSet?.values.filter((value) => value !== null) ?? [];
  return values.length === 0 ? undefined : values.reduce((most, value) => Math.max(most, value), 0);
}

const getStyles = (theme: GrafanaTheme2) => {
  const { visualization } = theme;
  const rung = (background: string, more = {}) =>
    css({
      height: '100%',
      minWidth: 1,
      background,
      overflow: 'hidden',
      display: 'flex',
      alignItems: 'center',
      containerType: 'inline-size',
      borderRight: `1px solid ${theme.colors.background.primary}`,
      ...more,
    });
  const stripes = (color: string) =>
    `repeating-linear-gradient(45deg, ${color} 0 4px, ${theme.colors.background.secondary} 4px 10px)`;
  const swatch = { display: 'inline-block', width: 14, height: 5, verticalAlign: 'middle' } as const;
  const used = { position: 'absolute', height: 5, pointerEvents: 'auto' } as const;
  return {
    figure: css({ containerType: 'inline-size', margin: theme.spacing(2, 0, 1) }),
    caption: css({ ...theme.typography.bodySmall, color: theme.colors.text.secondary }),
    place: css({ position: 'relative' }),
    bar: css({ position: 'relative', display: 'flex', height: 44, width: '100%' }),
    allocatable: rung(theme.colors.background.secondary, { border: `1px solid ${theme.colors.border.medium}` }),
    hugepages: rung(visualization.getColorByName('purple')),
    evictionHard: rung(stripes(visualization.getColorByName('red'))),
    reserved: rung(theme.colors.text.disabled),
    word: css({
      ...theme.typography.bodySmall,
      padding: theme.spacing(0, 0.75),
      margin: theme.spacing(0, 0.5),
      whiteSpace: 'nowrap',
      overflow: 'hidden',
      [`@container (max-width: ${ROOM}px)`]: { display: 'none' },
      color: theme.colors.text.primary,
      background: theme.colors.background.primary,
      borderRadius: theme.shape.radius.default,
    }),
    pods: css({ ...used, left: 0, bottom: 0, background: visualization.getColorByName('blue') }),
    outside: css({ ...used, right: 0, top: 0, background: visualization.getColorByName('yellow') }),
    key: css({
      ...theme.typography.bodySmall,
      color: theme.colors.text.secondary,
      display: 'flex',
      flexWrap: 'wrap',
      justifyContent: 'space-between',
      columnGap: theme.spacing(2),
      margin: theme.spacing(0.25, 0, 0),
    }),
    swatch: css({ '&&': { ...swatch, height: 10, border: 'none' } }),
    podsSwatch: css({ ...swatch, background: visualization.getColorByName('blue') }),
    outsideSwatch: css({ ...swatch, background: visualization.getColorByName('yellow') }),
  };
};
