import type { Grouping } from '../../domain/fleet/groupFleet';
import { NODE_LABELS } from '../../prometheus/remedies';

interface Words {
  readonly label: string;
  /** Of the nodes that do not tell. */
  readonly unknown: string;
  /** Where no node tells. */
  readonly remedy: string;
}

/** How each way to group nodes is spoken of. */
export const GROUPING_WORDS: Readonly<Record<Grouping, Words>> = {
  cluster: {
    label: 'Cluster',
    unknown: 'No cluster label',
    remedy: 'No series carries a cluster label: this Prometheus holds one cluster, or its external_labels name none.',
  },
  pool: { label: 'Pool', unknown: 'Pool unknown', remedy: `No node tells its pool. ${NODE_LABELS}` },
  zone: { label: 'Zone', unknown: 'Zone unknown', remedy: `No node tells its zone. ${NODE_LABELS}` },
};
