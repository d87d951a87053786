import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { SceneObjectBase, sceneGraph, type SceneComponentProps } from '@grafana/scenes';
import { useStyles2 } from '@grafana/ui';
import React from 'react';

import { formatMiB } from '../../domain/quantity/formatBytes';
import type { NodeRanking } from '../../domain/incidents/nodePods';
import { isWithoutKubelet } from '../../domain/node/noKubelet';
import { rankingFindings } from '../../domain/ranking/rankingFindings';
import type { Bytes } from '../../domain/units';
import { readRanking } from '../../frames/evictionOrderTable';
import { DataTable, type DataColumn } from '../shared/DataTable';
import { Section } from '../shared/Section';
import { formatTime } from '../shared/times';

import { Outlook } from './Outlook';
import { evictionRows, killRows, type EvictionRow, type KillRow } from './nextRows';
import { readNodeData } from './nodeData';

/**
 * Who the kubelet would evict and whom the kernel would kill at the end of the range, and how long until then. The order is a
 * question of its own; the lines and curves are the page's.
 */
export class NextSection extends SceneObjectBase {
  static Component = NextRenderer;
}

function NextRenderer({ model }: SceneComponentProps<NextSection>) {
  const { data } = sceneGraph.getData(model).useState();
  const timeZone = sceneGraph.getTimeRange(model).getTimeZone();
  const { view } = readNodeData(sceneGraph.getData(model.parent ?? model).useState().data);
  const { loading, errors } = readNodeData(data);
  const ranking = readRanking(data?.series ?? []);
  return (
    <Section title="Who is next">
      {view && <Outlook memory={view.memory} />}
      {ranking ? (
        <Ranked
          ranking={ranking}
          at={formatTime(ranking.at, timeZone)}
          evicts={!view || !isWithoutKubelet(view.memory)}
        />
      ) : (
        <p>{loading ? 'Ranking the pods…' : (errors[0] ?? NO_ORDER)}</p>
      )}
    </Section>
  );
}

const NO_ORDER = 'Unknown: nothing ranks the pods at the end of this time range.';

/** Beyond these nobody looks. */
const SHOWN = 5;

interface OrdersProps {
  readonly ranking: NodeRanking;
  readonly at: string;
}

function Ranked({ ranking, at, evicts }: OrdersProps & { readonly evicts: boolean }) {
  if (ranking.pods.length === 0) {
    return <p>{`No ${evicts ? 'pod' : 'container'} was known at ${at}.`}</p>;
  }
  return evicts ? <Orders ranking={ranking} at={at} /> : <Largest ranking={ranking} at={at} />;
}

/** Where nothing evicts and no class of service weighs. */
function Largest({ ranking, at }: OrdersProps) {
  const styles = useStyles2(getStyles);
  const rows = killRows(ranking).map((row, index) => ({ ...row, place: String(index + 1) }));
  return (
    <>
      <h3 className={styles.title}>{`Likely killed by the kernel, should memory run out, as of ${at}`}</h3>
      <DataTable
        caption="Largest containers"
        columns={KILL_COLUMNS.filter(({ header }) => ['#', 'Pod', 'Memory'].includes(header))}
        rows={rows.slice(0, SHOWN)}
        rowKey={({ name, container = '' }) => `${name} ${container}`}
      />
      <Rest count={rows.length - SHOWN} what="container" />
      <p className={styles.note}>
        The largest first, as if every oom_score_adj were 0: no metric carries it. Processes outside the containers
        compete with them.
      </p>
    </>
  );
}

function Orders({ ranking, at }: OrdersProps) {
  const styles = useStyles2(getStyles);
  const [evictions, kills] = [evictionRows(ranking), killRows(ranking)];
  return (
    <>
      {rankingFindings(ranking).map(({ code, text, remedy }) => (
        <p key={code}>{[text, remedy].filter(Boolean).join(' ')}</p>
      ))}
      <div className={styles.pair}>
        <div>
          <h3 className={styles.title}>{`Likely evicted by the kubelet, as of ${at}`}</h3>
          <DataTable
            caption="Order of eviction"
            columns={EVICTION_COLUMNS}
            rows={evictions.slice(0, SHOWN)}
            rowKey={({ name }) => name}
          />
          <Rest count={evictions.length - SHOWN} what="pod" />
          <p className={styles.note}>
            One pod a look, every 10 s: those above their request first, then the lower priority, then the larger
            excess.
          </p>
        </div>
        <div>
          <h3 className={styles.title}>Likely killed by the kernel, should memory run out</h3>
          <DataTable
            caption="Order of OOM kills"
            columns={KILL_COLUMNS}
            rows={kills.slice(0, SHOWN)}
            rowKey={({ name, container = '' }) => `${name} ${container}`}
          />
          <Rest count={kills.length - SHOWN} what="container" />
          <p className={styles.note}>
            Score: memory + oom_score_adj × capacity / 1000, estimated for the container as one process. Processes
            outside the pods compete with an oom_score_adj of mostly 0.
          </p>
        </div>
      </div>
    </>
  );
}

function Rest({ count, what }: { count: number; what: string }) {
  return count > 0 ? <p>{count === 1 ? `1 more ${what} comes later.` : `${count} more ${what}s come later.`}</p> : null;
}

const size = (bytes: Bytes | undefined) => (bytes === undefined ? 'unknown' : formatMiB(bytes));

const EVICTION_COLUMNS: ReadonlyArray<DataColumn<EvictionRow>> = [
  { header: '#', cell: ({ place }) => place },
  {
    header: 'Pod',
    cell: ({ name, note }) => (note === undefined ? name : `${name} (${note})`),
    name: ({ name }) => name,
  },
  { header: 'Over its request', align: 'right', cell: ({ excess }) => size(excess) },
  { header: 'Uses', align: 'right', cell: ({ used }) => size(used) },
  { header: 'Request', align: 'right', cell: ({ request }) => (request === 0 ? 'none' : formatMiB(request)) },
  { header: 'Priority', align: 'right', cell: ({ priority }) => priority },
];

const KILL_COLUMNS: ReadonlyArray<DataColumn<KillRow>> = [
  { header: '#', cell: ({ place }) => place },
  {
    header: 'Pod',
    cell: ({ name, container }) => (container === undefined ? name : `${name} (container ${container})`),
    name: ({ name }) => name,
  },
  { header: 'QoS', cell: ({ qos }) => qos },
  { header: 'oom_score_adj', align: 'right', cell: ({ oomScoreAdj }) => oomScoreAdj ?? 'unknown' },
  { header: 'Memory', align: 'right', cell: ({ memory }) => size(memory) },
  { header: 'Score', align: 'right', cell: ({ badness }) => size(badness) },
];

const getStyles = (theme: GrafanaTheme2) => ({
  pair: css({
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fit, minmax(min(100%, 600px), 1fr))',
    gap: theme.spacing(2, 3),
  }),
  title: css({ ...theme.typography.bodySmall, fontWeight: theme.typography.fontWeightMedium, margin: 0 }),
  note: css({ ...theme.typography.bodySmall, color: theme.colors.text.secondary, margin: theme.spacing(1, 0, 0) }),
});
