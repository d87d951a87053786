import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { SceneObjectBase, sceneGraph, type SceneComponentProps, type SceneObjectState } from '@grafana/scenes';
import { Alert, Stack, useStyles2 } from '@grafana/ui';
import React from 'react';

import { formatMiB } from '../../domain/quantity/formatBytes';
import { hasValues } from '../../domain/node/hasValues';
import type { NodeMemory } from '../../domain/node/nodeMemory';
import { rungsOf } from '../../domain/reserve/ladder';
import { observeUse } from '../../domain/reserve/recommend';
import { costWords } from '../../domain/reserve/recommendCost';
import { reserveWords } from '../../domain/reserve/reserveWords';
import { isTried, tryReserve } from '../../domain/reserve/tryReserve';
import { DataState } from '../node/DataState';
import { readNodeData } from '../node/nodeData';
import { DataTable, type DataColumn } from '../shared/DataTable';
import { Section } from '../shared/Section';
import { formatTime } from '../shared/times';

import { Boundaries } from './Boundaries';
import { LadderBar } from './LadderBar';
import { ProfileChoice } from './ProfileChoice';
import { Recommended } from './Recommended';
import { reserveRows, type ReserveRow } from './reserveRows';
import type { ReserveSettings } from './ReserveSettings';
import { WriteDown } from './WriteDown';

interface ReserveSectionState extends SceneObjectState {
  readonly settings: ReserveSettings;
}

/** How reserve and threshold cut up this node's memory, now and as tried, and what was used of each part. */
export class ReserveSection extends SceneObjectBase<ReserveSectionState> {
  static Component = ReserveRenderer;
}

function ReserveRenderer({ model }: SceneComponentProps<ReserveSection>) {
  const { data } = sceneGraph.getData(model).useState();
  const { settings } = model.useState();
  const node = readNodeData(data);
  const timeZone = sceneGraph.getTimeRange(model).getTimeZone();
  return (
    <Section title="Reserve and threshold">
      <DataState node={node} />
      {node.view && hasValues(node.view.memory) && (
        <Tried memory={node.view.memory} settings={settings} at={(time) => formatTime(time, timeZone)} />
      )}
    </Section>
  );
}

interface TriedProps {
  readonly memory: NodeMemory;
  readonly settings: ReserveSettings;
  readonly at: (time: number) => string;
}

function Tried({ memory, settings, at }: TriedProps) {
  const styles = useStyles2(getStyles);
  const { reserved, evictionHard, nodes } = settings.useState();
  const { current } = memory;
  const { lines, settings: written, problems } = tryReserve(current, { reserved, evictionHard });
  const use = observeUse(memory);
  const differs = isTried({ reserved, evictionHard });
  return (
    <>
      <Stack direction="column" gap={2}>
        <settings.Component model={settings} />
        {current.capacity && <ProfileChoice capacity={current.capacity.value} onTry={settings.onChange} />}
      </Stack>
      {problems.map((problem) => (
        <Alert key={problem} severity="warning" title={problem} />
      ))}
      <LadderBar
        label="As it is"
        rungs={rungsOf(current)}
        capacity={current.capacity?.value}
        use={use}
        memory={memory}
      />
      {lines && (
        <LadderBar
          label={differs ? 'As tried: drag a boundary' : 'Drag a boundary to try another'}
          rungs={rungsOf(lines)}
          capacity={lines.capacity?.value}
          use={use}
          memory={memory}
        >
          {lines.capacity && <Boundaries lines={lines} capacity={lines.capacity.value} onMove={settings.onChange} />}
        </LadderBar>
      )}
      <DataTable
        caption="Lines as they are and as tried"
        columns={differs && lines ? COLUMNS : COLUMNS.slice(0, 2)}
        rows={reserveRows(current, lines)}
        rowKey={({ name }) => name}
      />
      <ul className={styles.words}>
        {reserveWords(lines ?? current, use, at).map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
        {(lines ?? current).findings.map(({ code, text, remedy }) => (
          <li key={code}>{[text, remedy].filter(Boolean).join(' ')}</li>
        ))}
      </ul>
      {differs && lines && <p>{costWords(current, lines, countOf(nodes))}</p>}
      <Recommended current={current} use={use} nodes={countOf(nodes)} onTry={settings.onChange} />
      {lines && <WriteDown settings={written} />}
    </>
  );
}

/** What is no number of nodes counts as one. */
const countOf = (nodes: string | undefined): number => (/^[1-9][0-9]{0,5}$/.test(nodes ?? '') ? Number(nodes) : 1);

const COLUMNS: ReadonlyArray<DataColumn<ReserveRow>> = [
  { header: 'Line', cell: ({ name }) => name },
  { header: 'As it is', align: 'right', cell: ({ now }) => (now === undefined ? 'unknown' : formatMiB(now)) },
  { header: 'As tried', align: 'right', cell: ({ tried }) => (tried === undefined ? 'none' : formatMiB(tried)) },
  { header: 'Difference', align: 'right', cell: ({ difference }) => difference ?? '' },
];

const getStyles = (theme: GrafanaTheme2) => ({
  words: css({ margin: theme.spacing(2, 0), paddingLeft: theme.spacing(2.5) }),
});
