import type { DataFrame } from '@grafana/data';

import type { NodeMemory } from '../../domain/node/nodeMemory';
import { eventsAnnotationFrame } from '../../frames/eventsAnnotationFrame';
import { nodeMemoryFrames } from '../../frames/nodeMemoryFrames';

/** A panel's series and annotations as the data source answers with this memory. */
export function framesOf(memory: NodeMemory): { series: DataFrame[]; annotations: DataFrame[] } {
  return { series: nodeMemoryFrames(memory), annotations: [eventsAnnotationFrame(memory.events)] };
}
