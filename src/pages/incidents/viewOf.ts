import type { Verdict } from '../../domain/incidents/types';
import type { PanelView } from '../../panel/options';

/** The node's own fight is told by its available memory, every other by the pods' working set. */
export const viewOf = (verdict: Verdict): PanelView =>
  verdict === 'oom3-node-evicted' || verdict === 'node-exhausted' ? 'node' : 'pods';
