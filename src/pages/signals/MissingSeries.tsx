import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Combobox, Field, useStyles2 } from '@grafana/ui';
import React from 'react';

import { fallbacksWithout, fallbackWords } from '../../domain/signals/bounds';
import { keyOf, togetherIn } from '../../domain/signals/together';
import { worthOf, WORTH } from '../../domain/signals/worth';
import type { SignalStatus } from '../../prometheus/signals/evaluateSignals';

import type { MissingGroup } from './groupMissing';
import { INSTALLATION_NAMES, type Installation } from './settings/setting';
import { SettingText } from './SettingText';

interface Props {
  readonly groups: readonly MissingGroup[];
  /** Ids of all missing families: together they decide what stands in. */
  readonly missing: readonly string[];
  readonly installation: Installation;
  readonly onInstallation: (installation: Installation) => void;
}

/** Each setting with the families that it brings back, what is worth most first. */
export function MissingSeries({ groups, missing, installation, onInstallation }: Props) {
  const styles = useStyles2(getStyles);
  return (
    <>
      <Field noMargin label="Collected by" description="Guessed from the names of the scrape jobs.">
        <Combobox<Installation>
          id="tidemark-installation"
          width={40}
          value={installation}
          options={Object.entries(INSTALLATION_NAMES).map(([value, label]) => ({
            value: value as Installation,
            label,
          }))}
          onChange={({ value }) => onInstallation(value)}
        />
      </Field>
      {groups.map(({ setting, statuses, isScraped }) => (
        <article key={statuses.map(({ signal }) => signal.id).join()} className={styles.group}>
          <div>
            <Together ids={statuses.map(({ signal }) => signal.id)} />
            <ul className={styles.families}>
              {statuses.map((status) => (
                <Family key={status.signal.id} status={status} missing={missing} />
              ))}
            </ul>
          </div>
          <SettingText isScraped={isScraped} setting={setting} names={statuses.map(({ signal }) => signal.series)} />
        </article>
      ))}
      <p className={styles.note}>
        {`How sure a verdict is without a family was measured on ${WORTH.worlds} simulated nodes on ${WORTH.measured}, each with everything else collected.`}
      </p>
    </>
  );
}

/** What the families are worth together, where they are of those that are dropped together. */
function Together({ ids }: { readonly ids: readonly string[] }) {
  const styles = useStyles2(getStyles);
  const together = togetherIn(ids);
  const worth = together && worthOf(keyOf(together.ids));
  return worth && worth.words.length > 0 ? (
    <>
      <p className={styles.text}>{`Without ${together.name}:`}</p>
      <ul className={styles.together}>
        {worth.words.map((words) => (
          <li key={words}>{words}</li>
        ))}
      </ul>
    </>
  ) : null;
}

function Family({
  status: { signal },
  missing,
}: {
  readonly status: SignalStatus;
  readonly missing: readonly string[];
}) {
  const styles = useStyles2(getStyles);
  const worth = worthOf(signal.id);
  const fallbacks = fallbacksWithout(missing).filter(({ fallback }) => fallback.lost.includes(signal.id));
  return (
    <li className={styles.family}>
      <code className={styles.series}>{signal.series}</code>
      <p className={styles.text}>{`${signal.gives} Without it: ${signal.costs}`}</p>
      <p className={styles.shown}>{`Improves: ${signal.shownIn.join(', ')}.`}</p>
      {worth && worth.words.length > 0 && (
        <ul className={styles.worth}>
          {worth.words.map((words) => (
            <li key={words}>{words}</li>
          ))}
        </ul>
      )}
      {worth && worth.words.length === 0 && (
        <p className={styles.shown}>No verdict becomes less sure without it, as long as everything else is there.</p>
      )}
      {fallbacks.map(({ chain, fallback }) => (
        <p key={chain.value} className={styles.text}>
          {fallbackWords(chain, fallback)}
        </p>
      ))}
    </li>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  group: css({
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr) minmax(0, 1fr)',
    gap: theme.spacing(2),
    marginTop: theme.spacing(2),
    paddingTop: theme.spacing(2),
    borderTop: `1px solid ${theme.colors.border.weak}`,
    [theme.breakpoints.down('lg')]: { gridTemplateColumns: 'minmax(0, 1fr)' },
  }),
  families: css({ listStyle: 'none', margin: 0, padding: 0 }),
  family: css({ '& + &': { marginTop: theme.spacing(2) } }),
  series: css({ overflowWrap: 'anywhere', whiteSpace: 'normal', fontWeight: theme.typography.fontWeightMedium }),
  text: css({ margin: theme.spacing(0.5, 0, 0) }),
  shown: css({ margin: theme.spacing(0.5, 0, 0), color: theme.colors.text.secondary }),
  together: css({ margin: theme.spacing(0.5, 0, 2), paddingLeft: theme.spacing(2.5) }),
  worth: css({ margin: theme.spacing(0.5, 0, 0), paddingLeft: theme.spacing(2.5) }),
  note: css({ ...theme.typography.bodySmall, color: theme.colors.text.secondary, margin: theme.spacing(2, 0, 0) }),
});
