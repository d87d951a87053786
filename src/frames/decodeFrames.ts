import { FieldType, type DataFrame, type DataQueryError, type DataQueryResponse, type Labels } from '@grafana/data';

import type { Series } from '../domain/series';
import { faultOf } from '../prometheus/ports/decodeApi';
import type { PromReply, QueryError } from '../prometheus/ports/port';

/**
 * What Grafana's Prometheus data source hands to a plugin, as series by refId. A frame without fields is an answer without
 * series; a query that failed leaves such a frame as well, so its refId is taken out by its error.
 */
export function decodeFrames(response: DataQueryResponse): PromReply {
  const frames = listOf(response.data).filter(isFrame).map(withSoundFields);
  const failures = errorsOf(response).map(decodeError);
  const failed = new Set(failures.map(({ refId }) => refId));
  const refIds = [...new Set(frames.flatMap(({ refId }) => (typeof refId === 'string' ? [refId] : [])))];
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

function isFrame(data: unknown): data is DataFrame {
  return isObject(data) && 'fields' in data && Array.isArray(data.fields);
}

/** What has no list of values is no field. */
function withSoundFields(frame: DataFrame): DataFrame {
  const sound = (field: unknown) => isObject(field) && 'values' in field && Array.isArray(field.values);
  return frame.fields.every(sound) ? frame : { ...frame, fields: frame.fields.filter(sound) };
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

function listOf<T>(list: readonly T[] | undefined): readonly T[] {
  return Array.isArray(list) ? list : [];
}

/** One series for each number field: Prometheus sends a frame for each, a format change may send them as one wide frame. */
function decodeSeries(frames: readonly DataFrame[]): readonly Series[] {
  return frames.flatMap(({ fields }) => {
    const times = fields.find(({ type }) => type === FieldType.time)?.values ?? [];
    return fields
      .filter(({ type }) => type === FieldType.number)
      .map(({ labels, values }) => ({ labels: textsOf(labels), ...sampled(times, values) }));
  });
}

/** Grafana's own object where every label is a text, which is always so. */
function textsOf(labels: Labels | null | undefined): Labels {
  const entries = Object.entries(labels ?? {});
  const isText = ([, value]: readonly [string, unknown]) => typeof value === 'string';
  return isObject(labels) && entries.every(isText) ? labels : Object.fromEntries(entries.filter(isText));
}

/** Grafana's own arrays where every time has its number, which is always so unless frames were joined. */
function sampled(times: readonly unknown[], values: readonly unknown[]): Pick<Series, 'times' | 'values'> {
  if (times.length === values.length && times.every(isTime) && values.every(isNumber)) {
    return { times, values };
  }
  const points = values.flatMap((value, index) => {
    const time = times[index];
    return isTime(time) && isNumber(value) ? [{ time, value }] : [];
  });
  return { times: points.map(({ time }) => time), values: points.map(({ value }) => value) };
}

function isNumber(value: unknown): value is number {
  return typeof value === 'number';
}

function isTime(value: unknown): value is number {
  return typeof value === 'number' && Math.abs(value) <= 8.64e15;
}

function errorsOf(response: DataQueryResponse): readonly DataQueryError[] {
  // Sources that never moved to `errors` still set only this one.
  // eslint-disable-next-line @typescript-eslint/no-deprecated
  const { errors, error } = response;
  return errors === undefined ? (error ? [error] : []) : listOf(errors).filter(isObject);
}

function decodeError({ refId, status, message, data }: DataQueryError): QueryError {
  const told = [message, data?.message, data?.error].find((text) => typeof text === 'string');
  return {
    ...(refId !== undefined && { refId }),
    ...(status !== undefined && { status }),
    message: told ?? 'the Prometheus data source failed without a message',
  };
}

function noticesOf(frames: readonly DataFrame[]): readonly string[] {
  const texts = frames.flatMap(({ meta }) => listOf(meta?.notices).map((notice) => notice?.text));
  return [...new Set(texts.filter((text) => typeof text === 'string'))];
}
