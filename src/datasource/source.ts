import type { DataSourceApi } from '@grafana/data';

import type { Shared } from '../prometheus/ports/sharedPort';

import type { Identities } from './identities';
import type { Settings } from './jsonData';
import type { KnownPods } from './nodePods';

/** What the parts of the data source share: its settings, what it remembers, and the way to the wrapped source. */
export interface Source {
  readonly settings: Settings;
  /** Of the wrapped source, as set there: `15s`. */
  readonly timeInterval: string | undefined;
  readonly nodes: Identities;
  /** By node. */
  readonly pods: KnownPods;
  /** What its requests ask at the moment or have just been answered. */
  readonly shared: Shared;
  /** Rejects with an error that says what to do. */
  readonly loadWrapped: () => Promise<DataSourceApi>;
}
