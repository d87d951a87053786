import { FieldType, type DataFrame } from '@grafana/data';

import type { PodName } from '../domain/incidents/proofMatch';

import { field } from './field';

const NAME = 'podNames';

/** The names of a node's pods by their uid, one row each. */
export function podNamesFrame(pods: readonly PodName[]): DataFrame {
  const column = (name: keyof PodName) =>
    field(
      name,
      FieldType.string,
      pods.map((pod) => pod[name])
    );
  return { name: NAME, length: pods.length, fields: [column('uid'), column('namespace'), column('pod')] };
}

/** None while they have not arrived. */
export function readPodNames(series: readonly DataFrame[]): readonly PodName[] {
  const frame = series.find(({ name }) => name === NAME);
  const column = (name: string): readonly unknown[] => frame?.fields.find((one) => one.name === name)?.values ?? [];
  const [namespaces, pods] = [column('namespace'), column('pod')];
  return column('uid').map((uid, row) => ({
    uid: String(uid),
    namespace: String(namespaces[row]),
    pod: String(pods[row]),
  }));
}
