import { FieldType, type DataFrameJSON, type FieldValueEntityLookup, type QueryResultMetaNotice } from '@grafana/data';

import { nameSeries } from './legend';
import type { PromTarget } from './target';
import type { Answer, RawSeries, Sample } from './wire';

interface Asked {
  readonly target: PromTarget;
  /** As sent, macros replaced. */
  readonly expr: string;
  readonly stepMs: number;
  /** `30s` */
  readonly stepText: string;
}

type FrameMeta = NonNullable<NonNullable<DataFrameJSON['schema']>['meta']>;

/** What Grafana's Prometheus backend makes of an answer: a frame for each series, or one without fields. */
export function buildFrames(asked: Asked, answer: Answer | undefined): readonly DataFrameJSON[] {
  const frames = (answer?.series ?? []).map((series) => buildFrame(asked, answer!.resultType, series));
  const [first = emptyFrame(asked), ...others] = frames;
  return [describeFirst(first, asked, noticesOf(answer)), ...others];
}

function buildFrame(
  { target, expr, stepMs }: Asked,
  resultType: Answer['resultType'],
  series: RawSeries
): DataFrameJSON {
  const { metric, samples } = series;
  const name = nameSeries({ format: target.legendFormat, expr, labels: metric });
  const isText = resultType === 'string';
  const { values, entities } = isText ? { values: samples.map(([, value]) => value), entities: null } : encode(samples);
  return {
    schema: {
      refId: target.refId,
      meta: { ...typeOf(resultType), custom: { resultType } },
      fields: [
        { name: 'Time', type: FieldType.time, config: { interval: stepMs } },
        {
          name: metric.__name__ ?? 'Value',
          type: isText ? FieldType.string : FieldType.number,
          labels: metric,
          ...(name === undefined ? {} : { config: { displayNameFromDS: name } }),
        },
      ],
    },
    data: {
      values: [samples.map(([seconds]) => Math.round(seconds * 1000)), values],
      ...(entities === null ? {} : { entities: [null, entities] }),
    },
  };
}

const emptyFrame = ({ target }: Asked): DataFrameJSON => ({
  schema: { refId: target.refId, meta: { typeVersion: [0, 0] }, fields: [] },
  data: { values: [] },
});

/** Only a query's first frame says what was asked. */
function describeFirst(frame: DataFrameJSON, asked: Asked, notices: readonly QueryResultMetaNotice[]): DataFrameJSON {
  const meta: FrameMeta = {
    ...frame.schema?.meta,
    custom: { ...frame.schema?.meta?.custom, calculatedMinStep: asked.stepMs },
    ...(notices.length === 0 ? {} : { notices: [...notices] }),
    executedQueryString: `Expr: ${asked.expr}\nStep: ${asked.stepText}`,
  };
  return { ...frame, schema: { ...frame.schema, fields: frame.schema?.fields ?? [], meta } };
}

function noticesOf(answer: Answer | undefined): readonly QueryResultMetaNotice[] {
  return [
    ...(answer?.warnings ?? []).map((text) => ({ severity: 'warning' as const, text })),
    ...(answer?.infos ?? []).map((text) => ({ severity: 'info' as const, text })),
  ];
}

function typeOf(resultType: Answer['resultType']): Pick<FrameMeta, 'type' | 'typeVersion'> {
  switch (resultType) {
    case 'matrix':
      return { type: 'timeseries-multi' as FrameMeta['type'], typeVersion: [0, 1] };
    case 'vector':
    case 'scalar':
      return { type: 'numeric-multi' as FrameMeta['type'], typeVersion: [0, 1] };
    case 'string':
      return { type: 'timeseries-multi' as FrameMeta['type'], typeVersion: [0, 0] };
  }
}

/** JSON has no NaN and no infinities: they travel as null, their places beside them. */
function encode(samples: readonly Sample[]): { values: Array<number | null>; entities: FieldValueEntityLookup | null } {
  const numbers = samples.map(([, value]) => parseValue(value));
  const places = (wanted: number) => numbers.flatMap((number, index) => (Object.is(number, wanted) ? [index] : []));
  const entities = Object.fromEntries(
    [['NaN', places(NaN)] as const, ['Inf', places(Infinity)] as const, ['NegInf', places(-Infinity)] as const].filter(
      ([, found]) => found.length > 0
    )
  );
  return {
    values: numbers.map((number) => (Number.isFinite(number) ? number : null)),
    entities: Object.keys(entities).length > 0 ? entities : null,
  };
}

function parseValue(value: string): number {
  return value === '+Inf' ? Infinity : value === '-Inf' ? -Infinity : Number(value);
}
