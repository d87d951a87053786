import { locationUtil } from '@grafana/data';
import { SceneObjectBase, sceneGraph, type SceneComponentProps, type SceneObjectState } from '@grafana/scenes';
import { TextLink } from '@grafana/ui';
import React from 'react';

import type { Incident } from '../../domain/incidents/types';
import type { NodeLines } from '../../domain/lines/nodeLines';
import type { NodeMemory } from '../../domain/node/nodeMemory';
import type { Beyond } from '../../domain/reserve/crossings';
import { outcomeWords, replay, seconds, type Replayed } from '../../domain/reserve/replay';
import { isTried, tryReserve } from '../../domain/reserve/tryReserve';
import { APP_ROOT } from '../ids';
import { readIncidentData } from '../incidents/incidentData';
import { incidentLink } from '../incidents/incidentLink';
import { readNodeData } from '../node/nodeData';
import { DataTable, type DataColumn } from '../shared/DataTable';
import { lookedAt } from '../shared/lookedAt';
import { Section } from '../shared/Section';
import { formatTime } from '../shared/times';
import { QueryErrors } from '../shared/QueryErrors';

import type { ReserveSettings } from './ReserveSettings';

interface ReplaySectionState extends SceneObjectState {
  readonly settings: ReserveSettings;
}

/** Which incidents of the range other settings would have changed, as far as the recorded curves tell. */
export class ReplaySection extends SceneObjectBase<ReplaySectionState> {
  static Component = ReplayRenderer;
}

function ReplayRenderer({ model }: SceneComponentProps<ReplaySection>) {
  const { settings } = model.useState();
  const { loading, errors, incidents } = readIncidentData(sceneGraph.getData(model).useState().data);
  const { view } = readNodeData(sceneGraph.getData(model.parent ?? model).useState().data);
  const texts = settings.useState();
  const lines = view && isTried(texts) ? tryReserve(view.memory.current, texts).lines : undefined;
  return (
    <Section title="What would have happened" note="the recorded curves against the lines as tried">
      <QueryErrors errors={errors} title="Some of the incidents could not be read" />
      {!view || !incidents ? (
        <p>{loading ? 'Reviewing what happened in this range…' : NOTHING}</p>
      ) : lines ? (
        <Outcomes memory={view.memory} incidents={incidents} lines={lines} model={model} />
      ) : (
        <p>{`Try other settings to see what they would have made of ${told(incidents)}.`}</p>
      )}
    </Section>
  );
}

const NOTHING = 'What happened in this range is not known.';

function told(incidents: readonly Incident[]): string {
  const count = incidents.filter(({ memory }) => memory).length;
  return count === 0
    ? 'this range, in which no memory incident was found'
    : `the ${count} memory incident${count === 1 ? '' : 's'} of this range`;
}

interface OutcomesProps {
  readonly memory: NodeMemory;
  readonly incidents: readonly Incident[];
  readonly lines: NodeLines;
  readonly model: ReplaySection;
}

function Outcomes({ memory, incidents, lines, model }: OutcomesProps) {
  const found = replay(memory, incidents, lines);
  const timeZone = sceneGraph.getTimeRange(model).getTimeZone();
  const at = (time: number) => formatTime(time, timeZone);
  const looked = lookedAt(model);
  const linkTo = (incident: Incident) =>
    locationUtil.assureBaseUrl(
      incidentLink(incident, {
        root: `${APP_ROOT}/incidents`,
        ...(looked.dataSource !== undefined && { dataSource: looked.dataSource }),
        ...(looked.timeZone !== undefined && { timeZone: looked.timeZone }),
      })
    );
  return (
    <>
      {found.incidents.length === 0 ? (
        <p>No memory incident was found in this range.</p>
      ) : (
        <DataTable
          caption="Incidents under the tried settings"
          columns={columnsOf(at, linkTo)}
          rows={found.incidents}
          rowKey={({ incident }) => incident.id}
        />
      )}
      {found.added.slice(0, SHOWN).map((stretch) => (
        <p key={`${stretch.signal} ${stretch.from}`}>{addedWords(stretch, at)}</p>
      ))}
      {found.added.length > SHOWN && <p>{`And ${found.added.length - SHOWN} times more.`}</p>}
    </>
  );
}

/** Beyond these nobody looks. */
const SHOWN = 5;

const addedWords = ({ signal, from, to }: Beyond, at: (time: number) => string): string =>
  `Where nothing happened, from ${at(from)} for ${seconds(to - from)}, the kubelet would have evicted: ${
    signal === 'memory.available' ? 'the node below eviction-hard' : 'the pods above their line'
  } (${signal}).`;

const columnsOf = (
  at: (time: number) => string,
  linkTo: (incident: Incident) => string
): ReadonlyArray<DataColumn<Replayed>> => [
  { header: 'When', cell: ({ incident }) => at(incident.start) },
  {
    header: 'Incident',
    cell: ({ incident }) => (
      <TextLink href={linkTo(incident)} inline={false} variant="bodySmall">
        {incident.headline}
      </TextLink>
    ),
  },
  { header: 'Then', cell: (replayed) => outcomeWords(replayed) },
  { header: 'Why', cell: ({ because }) => because },
];
