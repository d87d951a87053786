import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Combobox, InlineField, Input, RadioButtonGroup, useStyles2 } from '@grafana/ui';
import React, { useState } from 'react';

import { GROUPINGS, type Grouping } from '../../domain/fleet/groupFleet';
import { Folded } from '../shared/Folded';

import type { FleetFilter } from './filterFleet';
import { GROUPING_WORDS } from './groupingWords';

/** What lives in the URL beside the range: which nodes are listed, and how. */
export interface FleetView extends FleetFilter {
  readonly group?: Grouping;
}

interface Props {
  readonly view: FleetView;
  /** What there is to choose from; none where a choice would not tell nodes apart. */
  readonly choices: Readonly<Record<Grouping, readonly string[]>>;
  readonly onView: (view: FleetView) => void;
}

/** A node by its name, groups where there are several, and the list in sections. */
export function FleetFilters({ view, choices, onView }: Props) {
  const styles = useStyles2(getStyles);
  const [open, setOpen] = useState(false);
  return (
    <div className={styles.row}>
      <Folded open={open} onToggle={() => setOpen(!open)}>
        <InlineField label="Find a node" htmlFor="tidemark-fleet-search">
          <Input
            id="tidemark-fleet-search"
            width={26}
            placeholder="part of its name or address"
            value={view.search ?? ''}
            onChange={(event) => onView({ search: event.currentTarget.value || undefined })}
          />
        </InlineField>
        {GROUPINGS.filter((by) => choices[by].length > 0 || view[by] !== undefined).map((by) => (
          <InlineField key={by} label={GROUPING_WORDS[by].label} htmlFor={`tidemark-fleet-${by}`}>
            <Combobox<string>
              id={`tidemark-fleet-${by}`}
              width={22}
              isClearable
              placeholder="all"
              value={view[by] ?? null}
              options={choices[by].map((value) => ({ value, label: value }))}
              onChange={(option: { value: string } | null) => onView({ [by]: option?.value })}
            />
          </InlineField>
        ))}
        <InlineField label="Sections" className={styles.wrapped}>
          <RadioButtonGroup<Grouping | 'none'>
            aria-label="Sections"
            value={view.group ?? 'none'}
            options={[
              { value: 'none', label: 'None' },
              ...GROUPINGS.map((value) => ({ value, label: GROUPING_WORDS[value].label })),
            ]}
            onChange={(value) => onView({ group: value === 'none' ? undefined : value })}
          />
        </InlineField>
      </Folded>
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  row: css({ display: 'flex', flexWrap: 'wrap', gap: theme.spacing(0, 1), alignItems: 'flex-start' }),
  /** On a phone the choices go below their name. */
  wrapped: css({ flexWrap: 'wrap' }),
});
