import type { Curve, NodeMemory } from './nodeMemory';

/**
 * The memory at no more than a point for each scrape: read more closely, every sample is there several times, and a chart would draw a
 * climb as stairs that nobody measured. The times kept are those at which a query with such a step is evaluated: whole multiples of it.
 */
export function perScrape(memory: NodeMemory): NodeMemory {
  const { step, scrapeInterval, times, lines } = memory;
  const looks = Math.floor(scrapeInterval / step);
  if (!(looks > 1)) {
    return memory;
  }
  const isKept = (index: number) => Math.round(times[index]! / step) % looks === 0;
  const thinned = (curve: Curve): Curve => ({ ...curve, values: curve.values.filter((_, index) => isKept(index)) });
  const curves = CURVES.flatMap((name) => (memory[name] ? [[name, thinned(memory[name])] as const] : []));
  return {
    ...memory,
    step: looks * step,
    times: times.filter((_, index) => isKept(index)),
    ...Object.fromEntries(curves),
    lines: Object.fromEntries(Object.entries(lines).map(([name, line]) => [name, thinned(line)])),
  };
}

const CURVES = ['nodeWorkingSet', 'nodeAvailable', 'podsWorkingSet', 'podsGhost'] as const;
