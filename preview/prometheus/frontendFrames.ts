import {
  CoreApp,
  FieldType,
  getFieldDisplayName,
  type DataFrame,
  type DataQueryResponse,
  type Field,
  type PreferredVisualisationType,
} from '@grafana/data';

import { AUTO_LEGEND, type PromTarget } from './target';

/** What Grafana's Prometheus data source makes in the browser of its backend's reply: names, tables, hints. */
export function finishFrames(
  response: DataQueryResponse,
  targets: readonly PromTarget[],
  app?: string
): DataQueryResponse {
  const frames: readonly DataFrame[] = response.data;
  const targetOf = (frame: DataFrame) => targets.find(({ refId }) => refId === frame.refId);
  // Explore shows instant queries as tables, whatever their format.
  const isTable = (frame: DataFrame) =>
    targetOf(frame)?.format === 'table' || (app === CoreApp.Explore && isMoment(frame));
  const graphs = frames
    .filter((frame) => !isTable(frame))
    .map((frame) => (targetOf(frame)?.legendFormat === AUTO_LEGEND ? nameByLabels(frame, frames) : frame))
    .map((frame) => preferring('graph', frame));
  return { ...response, data: [...graphs, ...toTables(frames.filter(isTable))] };
}

/** A vector or a scalar, by what the backend says of its result. */
function isMoment({ meta }: DataFrame): boolean {
  const custom: Record<string, unknown> = { ...meta?.custom };
  return custom.resultType === 'vector' || custom.resultType === 'scalar';
}

/** A series that carries its metric's name is called by all its labels. */
function nameByLabels(frame: DataFrame, frames: readonly DataFrame[]): DataFrame {
  const rename = (field: Field): Field => {
    if (field.labels?.__name__ === undefined || field.labels.__name__ !== field.name) {
      return field;
    }
    const displayNameFromDS = getFieldDisplayName({ ...field, name: 'Value' }, frame, [...frames]);
    return { ...field, config: { ...field.config, displayNameFromDS } };
  };
  return { ...frame, fields: frame.fields.map(rename) };
}

const preferring = (preferredVisualisationType: PreferredVisualisationType, frame: DataFrame): DataFrame => ({
  ...frame,
  meta: { ...frame.meta, preferredVisualisationType },
});

/** The series of each query become the rows of one table with a column for each label. */
function toTables(frames: readonly DataFrame[]): readonly DataFrame[] {
  if (frames.every(({ length }) => length === 0)) {
    return frames;
  }
  const refIds = [...new Set(frames.map(({ refId }) => refId))];
  return refIds.map((refId) =>
    toTable(
      frames.filter((frame) => frame.refId === refId),
      refIds.length === 1 ? 'Value' : `Value #${refId}`
    )
  );
}

function toTable(frames: readonly DataFrame[], valueName: string): DataFrame {
  const first = frames[0]!;
  const columns = [...new Set(frames.flatMap((frame) => Object.keys(frame.fields[1]?.labels ?? {})))].sort();
  const rows = frames.flatMap((frame) => {
    const [time, value] = frame.fields;
    return Array.from({ length: frame.length }, (_, index) => ({
      time: time?.values[index],
      labels: value?.labels ?? {},
      value: value?.values[index],
    }));
  });
  return {
    refId: first.refId,
    meta: { ...first.meta, preferredVisualisationType: 'rawPrometheus' as PreferredVisualisationType },
    length: rows.length,
    fields: [
      {
        name: 'Time',
        type: FieldType.time,
        config: first.fields[0]?.config ?? {},
        values: rows.map(({ time }) => time),
      },
      ...columns.map((label) => ({
        name: label,
        type: FieldType.string,
        config: { filterable: true },
        values: rows.map(({ labels }) => labels[label] ?? ''),
      })),
      { name: valueName, type: FieldType.number, config: {}, values: rows.map(({ value }) => value) },
    ],
  };
}
