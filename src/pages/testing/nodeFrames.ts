import { createDataFrame, dateTime, FieldType, LoadingState, type DataFrame, type PanelData } from '@grafana/data';

import type { NodeEvent } from '../../domain/events/events';
import { FIELD, FRAME, type NodeMemoryMeta } from '../../frames/names';

import { ARTICLE_NODE } from './articleNode';

/** The article's node as its frame, with the events in a frame of their own as the data source sends them. */
export function nodeMemoryFrame(meta: Partial<NodeMemoryMeta> = {}): DataFrame {
  const { identity, step, scrapeInterval, times, current, nodeWorkingSet } = ARTICLE_NODE;
  const tidemark: NodeMemoryMeta = {
    version: 1,
    identity,
    stepMs: step,
    scrapeIntervalMs: scrapeInterval,
    headline: 'Pods crossed allocatable',
    counted: 'sum over containers',
    fields: { nodeWorkingSet: { provenance: 'measured', source: 'root cgroup' } },
    current,
    findings: [],
    ...meta,
  };
  return createDataFrame({
    name: FRAME.nodeMemory,
    meta: { custom: { tidemark } },
    fields: [
      { name: FIELD.time, type: FieldType.time, values: [...times] },
      { name: FIELD.nodeWorkingSet, type: FieldType.number, values: [...(nodeWorkingSet?.values ?? [])] },
    ],
  });
}

export function eventsFrame(events: readonly NodeEvent[]): DataFrame {
  return createDataFrame({
    name: FRAME.events,
    fields: [{ name: 'event', type: FieldType.other, values: [...events] }],
  });
}

/** What a panel gets; complete and without errors unless said otherwise. */
export function panelData(data: Partial<PanelData> = {}): PanelData {
  const from = dateTime(ARTICLE_NODE.times[0]);
  const to = dateTime(ARTICLE_NODE.times.at(-1));
  return { state: LoadingState.Done, series: [], timeRange: { from, to, raw: { from, to } }, ...data };
}
