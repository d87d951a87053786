import { DataFrameType, FieldType, type DataFrame, type QueryResultMetaNotice } from '@grafana/data';

import { headline } from '../domain/node/headline';
import type { NodeMemory } from '../domain/node/nodeMemory';
import type { Finding } from '../domain/provenance';

import { field } from './field';
import { FIELD, FRAME, type NodeMemoryMeta } from './names';
import { curvesOf, fieldConfigOf } from './nodeMemoryFields';

/**
 * The model as one wide frame, in bytes, drawable by the built-in Time series panel; what fields cannot hold is in
 * `meta.custom.tidemark`. The events are a frame of their own (`eventsAnnotationFrame`).
 */
export function nodeMemoryFrames(model: NodeMemory): DataFrame[] {
  const curves = curvesOf(model);
  const { times, identity, current, findings } = model;
  const meta: NodeMemoryMeta = {
    version: 1,
    identity,
    stepMs: model.step,
    scrapeIntervalMs: model.scrapeInterval,
    headline: headline(model),
    counted: countedWords(model),
    fields: Object.fromEntries(curves.map(([name, { provenance, source }]) => [name, { provenance, source }])),
    current,
    findings,
  };
  const fields = curves.map(([name, { values }]) => field(name, FieldType.number, values, fieldConfigOf(name, model)));
  const frame: DataFrame = {
    name: FRAME.nodeMemory,
    length: times.length,
    fields: [field(FIELD.time, FieldType.time, times), ...fields],
    meta: {
      type: DataFrameType.TimeSeriesWide,
      preferredVisualisationType: 'graph',
      custom: { tidemark: meta },
      notices: findings.filter(({ severity }) => severity !== 'info').map(noticeOf),
    },
  };
  return [frame];
}

/** Grafana shows a notice as plain text on the panel. */
export function noticeOf({ severity, text, remedy }: Finding): QueryResultMetaNotice {
  return { severity, text: remedy ? `${text} ${remedy}` : text };
}

/** The interval is the one that the data source is set to: a curve does not tell how often it was sampled. */
function countedWords({ podsWorkingSet, nodeWorkingSet, step, scrapeInterval }: NodeMemory): string {
  const parts = [
    ...(podsWorkingSet ? [`Pods: ${podsWorkingSet.source}`] : []),
    ...(nodeWorkingSet ? [`Node: ${nodeWorkingSet.source}`] : []),
    `One point every ${step / 1000} s, scrape interval ${scrapeInterval / 1000} s as the data source is set`,
  ];
  return `${parts.join('. ')}.`;
}
