import {
  FieldType,
  type DataFrame,
  type DataQueryError,
  type DataQueryResponse,
  type DataQueryResponseData,
} from '@grafana/data';

import type { Series } from '../domain/series';
import { faultOf } from '../prometheus/decodeApi';
import type { PromReply, QueryError } from '../prometheus/port';

/**
 * What Grafana's Prometheus data source hands to a plugin, as series by refId. A frame without fields is an answer without
 * series; a query that failed leaves such a frame as well, so its refId is taken out by its error.
 */
export function decodeFrames(response: DataQueryResponse): PromReply {
  const frames = response.data.filter(isFrame);
  const failures = errorsOf(response).map(decodeError);
  const failed = new Set(failures.map(({ refId }) => refId));
  const refIds = [...new Set(frames.flatMap(({ refId }) => (refId === undefined ? [] : [refId])))];
  const answers = refIds
    .filter((refId) => !failed.has(refId))
    .map((refId) => ({ refId, series: decodeSeries(frames.filter((frame) => frame.refId === refId)) }));
  const faults = answers.flatMap(({ refId, series }): readonly QueryError[] => {
    const message = faultOf(series);
    return message ? [{ refId, message }] : [];
  });
  const sound = answers.filter(({ refId }) => !faults.some((fault) => fault.refId === refId));
  return {
    series: Object.fromEntries(sound.map(({ refId, series }) => [refId, series])),
    errors: [...failures, ...faults],
    warnings: noticesOf(frames),
  };
}

function isFrame(data: DataQueryResponseData): data is DataFrame {
  return typeof data === 'object' && data !== null && 'fields' in data && Array.isArray(data.fields);
}

/** One series for each number field: Prometheus sends a frame for each, a format change may send them as one wide frame. */
function decodeSeries(frames: readonly DataFrame[]): readonly Series[] {
  return frames.flatMap(({ fields }) => {
    const times = fields.find(({ type }) => type === FieldType.time)?.values ?? [];
    return fields
      .filter(({ type }) => type === FieldType.number)
      .map(({ labels = {}, values }) => ({ labels, ...sampled(times, values) }));
  });
}

/** Grafana's own arrays where every time has its number, which is always so unless frames were joined. */
function sampled(times: readonly number[], values: ReadonlyArray<number | null>): Pick<Series, 'times' | 'values'> {
  if (values.every(isNumber)) {
    return { times, values };
  }
  return { times: times.filter((_, index) => isNumber(values[index])), values: values.filter(isNumber) };
}

function isNumber(value: number | null | undefined): value is number {
  return typeof value === 'number';
}

function errorsOf(response: DataQueryResponse): readonly DataQueryError[] {
  // Sources that never moved to `errors` still set only this one.
  // eslint-disable-next-line @typescript-eslint/no-deprecated
  const { errors, error } = response;
  return errors ?? (error ? [error] : []);
}

function decodeError({ refId, status, message, data }: DataQueryError): QueryError {
  return {
    ...(refId !== undefined && { refId }),
    ...(status !== undefined && { status }),
    message: message ?? data?.message ?? data?.error ?? 'the Prometheus data source failed without a message',
  };
}

function noticesOf(frames: readonly DataFrame[]): readonly string[] {
  return [...new Set(frames.flatMap(({ meta }) => (meta?.notices ?? []).map(({ text }) => text)))];
}
