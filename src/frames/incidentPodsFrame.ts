import { createDataFrame, FieldType, type DataFrame } from '@grafana/data';

import { evictionOrder } from '../domain/evictionOrder';
import type { NodePod } from '../domain/incidents/nodePods';

/** `frame.name` of the pods of a node in the order in which the kubelet would evict them. */
const NAME = 'evictionOrder';

/** One row per pod, the next one to be evicted first. Sizes in bytes; null where unknown. */
export function incidentPodsFrame(pods: readonly NodePod[]): DataFrame {
  const ranks = evictionOrder(pods);
  const field = (name: string, type: FieldType, values: unknown[], unit?: string) => ({
    name,
    type,
    values,
    config: unit ? { unit } : {},
  });
  return createDataFrame({
    name: NAME,
    meta: { preferredVisualisationType: 'table' },
    fields: [
      field(
        'order',
        FieldType.number,
        ranks.map((_, index) => index + 1)
      ),
      field(
        'namespace',
        FieldType.string,
        ranks.map(({ pod }) => pod.namespace)
      ),
      field(
        'pod',
        FieldType.string,
        ranks.map(({ pod }) => pod.pod)
      ),
      field(
        'QoS',
        FieldType.string,
        ranks.map(({ pod }) => pod.qos ?? '')
      ),
      field(
        'priority',
        FieldType.number,
        ranks.map(({ pod }) => pod.priority ?? null)
      ),
      field(
        'request',
        FieldType.number,
        ranks.map(({ pod }) => pod.requestBytes),
        'bytes'
      ),
      field(
        'working set',
        FieldType.number,
        ranks.map(({ pod }) => pod.workingSetBytes ?? null),
        'bytes'
      ),
      field(
        'excess',
        FieldType.number,
        ranks.map(({ excess }) => excess ?? null),
        'bytes'
      ),
      field(
        'because',
        FieldType.string,
        ranks.map(({ exempt, because }) => (exempt ? `never evicted: ${exempt}` : because))
      ),
      {
        ...field(
          POD,
          FieldType.other,
          ranks.map(({ pod }) => pod)
        ),
        config: { custom: { hidden: true } },
      },
    ],
  });
}

const POD = 'nodePod';

/** The pods out of a query's frames; undefined while they have not arrived. */
export function readIncidentPods(series: readonly DataFrame[]): readonly NodePod[] | undefined {
  const frame = series.find(({ name }) => name === NAME);
  const values: readonly unknown[] | undefined = frame?.fields.find(({ name }) => name === POD)?.values;
  return values?.filter(isNodePod);
}

const isNodePod = (value: unknown): value is NodePod =>
  typeof value === 'object' && value !== null && 'pod' in value && 'requestBytes' in value;
