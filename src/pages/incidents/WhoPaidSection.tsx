import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import React from 'react';

import type { Incident } from '../../domain/incidents/types';
import { DataTable } from '../shared/DataTable';
import { Section } from '../shared/Section';

import { growthRows, type Role } from './growthRows';

/** Who caused it and who paid: how each pod, and what is outside the pods, moved before and after. */
export function WhoPaidSection({ incident }: { readonly incident: Incident }) {
  const styles = useStyles2(getStyles);
  const color: Readonly<Record<Role, string>> = {
    culprit: styles.culprit,
    victim: styles.paid,
    'paid for another': styles.paid,
    untouched: styles.untouched,
  };
  return (
    <Section title="Who caused it, who paid">
      {incident.culprit.kind === 'unknown' && <p>Who caused it is not known: nothing grew that the series show.</p>}
      <DataTable
        caption="Who caused it, who paid"
        columns={[
          { header: 'Who', cell: ({ who }) => who, name: ({ who }) => who },
          { header: 'Growth before', align: 'right', cell: ({ growth }) => growth },
          { header: 'Before', align: 'right', cell: ({ before }) => before },
          { header: 'After', align: 'right', cell: ({ after }) => after },
          // One column: two are cut where two sections stand side by side beside Grafana's menu.
          {
            header: 'Role',
            cell: ({ role, sure }) => (
              <>
                <span className={color[role]}>{role}</span>
                {sure && <div>{sure}</div>}
              </>
            ),
          },
        ]}
        rows={growthRows(incident)}
        rowKey={({ who, role }) => `${role} ${who}`}
      />
      {incident.tooFastToEvict && (
        <p>
          It grew by more than the eviction band’s width within 10 s, faster than the kubelet looks: no eviction could
          have come first.
        </p>
      )}
    </Section>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  culprit: css({ color: theme.colors.warning.text }),
  paid: css({ color: theme.colors.error.text }),
  untouched: css({ color: theme.colors.success.text }),
});
