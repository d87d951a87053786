import { css } from '@emotion/css';
import type { GrafanaTheme2, PanelData } from '@grafana/data';
import { LoadingPlaceholder, useStyles2 } from '@grafana/ui';
import React from 'react';

import { evictionOrder } from '../../domain/ranking/evictionOrder';
import { formatMiB } from '../../domain/quantity/formatBytes';
import type { NodePod } from '../../domain/incidents/nodePods';
import { readRanking } from '../../frames/evictionOrderTable';
import { DataTable } from '../shared/DataTable';

import { readIncidentData } from './incidentData';
import { orderRows } from './orderRows';

interface Props {
  readonly data: PanelData | undefined;
  /** Of the node, in bytes; without it the kernel's score cannot be told. */
  readonly capacity?: number;
}

/** The pods as the kubelet ranks them, and the score by which the kernel would choose. */
export function EvictionOrder({ data, capacity }: Props) {
  const { loading, errors } = readIncidentData(data);
  const pods = readRanking(data?.series ?? [])?.pods;
  if (pods === undefined) {
    return loading ? (
      <LoadingPlaceholder text="Ranking the pods…" />
    ) : (
      <p>{errors[0] ?? 'Unknown: no series of the pods.'}</p>
    );
  }
  return <Ranked pods={pods} capacity={capacity} />;
}

/** Beyond these nobody looks. */
const SHOWN = 10;

function Ranked({ pods, capacity }: { pods: readonly NodePod[]; capacity?: number }) {
  const styles = useStyles2(getStyles);
  if (pods.length === 0) {
    return <p>No pod of that moment is known.</p>;
  }
  if (pods.every(({ workingSetBytes }) => workingSetBytes === undefined)) {
    return <p>Unknown: no statistics of the pods were scraped in these seconds.</p>;
  }
  const rows = orderRows(evictionOrder(pods), capacity);
  return (
    <>
      <DataTable
        caption="Order of eviction"
        columns={[
          { header: '#', cell: ({ place }) => place },
          { header: 'Pod', cell: ({ name, note }) => (note === undefined ? name : `${name} (${note})`) },
          {
            header: 'Over its request',
            align: 'right',
            cell: ({ excess }) => (excess === undefined ? 'unknown' : formatMiB(excess)),
          },
          { header: 'Request', align: 'right', cell: ({ request }) => (request === 0 ? 'none' : formatMiB(request)) },
          { header: 'QoS', cell: ({ qos }) => qos },
          { header: 'Priority', align: 'right', cell: ({ priority }) => priority },
          { header: 'oom_score_adj', align: 'right', cell: ({ scores }) => scores },
        ]}
        rows={rows.slice(0, SHOWN)}
        rowKey={({ name }) => name}
      />
      {rows.length > SHOWN && <p>{`${rows.length - SHOWN} more pods come later.`}</p>}
      <p className={styles.note}>
        The kubelet takes the first, one per look. The kernel takes the process with the most memory plus a thousandth
        of the limit for each point of oom_score_adj.
      </p>
    </>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  note: css({ color: theme.colors.text.secondary, marginTop: theme.spacing(1) }),
});
