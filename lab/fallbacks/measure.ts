import type { Aligned } from '../../src/domain/node/nodeMemory';
import type { Fallback, FallbackChain, FallbackValue } from '../../src/domain/signals/fallbacks';
import { evaluateNodeMemory, nodeMemoryQueries } from '../../src/prometheus/nodeMemory';
import type { KubeletOverride, NodeScope, PodsMeasure } from '../../src/prometheus/scope';
import { SIGNALS } from '../../src/prometheus/signals/catalogue';
import { samplesPort } from '../promql/samplesPort';
import type { SampleSource } from '../promql/select';
import { lose } from '../truth/thin';

/** One node with all of its series. */
export interface Whole {
  readonly name: string;
  readonly source: SampleSource;
  readonly scope: NodeScope;
  /** Its kubelet's true settings, for what needs them entered. */
  readonly settings: KubeletOverride;
}

/** How far a fallback was from the best source, in bytes. */
export interface Distance {
  /** At the same moment, each point. */
  readonly errors: readonly number[];
  /** The farthest from anything that the best source read shortly before or after, single samples apart. */
  readonly bound: number;
}

const MEASURE: Readonly<Partial<Record<FallbackValue, PodsMeasure>>> = {
  podsByContainers: 'containers',
  podsByPods: 'pods',
  podsByKubepods: 'kubepods',
};

/** A sample is taken for fresh so long: two scrapes, and cAdvisor's housekeeping (prometheus/queries/fresh.ts). */
export const FRESH = (scrapeInterval: number): number => 2 * scrapeInterval + 20_000;

/** The fallback beside the best source wherever that was sampled all around; undefined where it never was. */
export async function measureFallback(
  whole: Whole,
  { value }: FallbackChain,
  fallback: Fallback
): Promise<Distance | undefined> {
  const best = await valuesOf(whole, value, { lost: [], by: '', configured: value === 'evictionHard' });
  const shown = await valuesOf(whole, value, fallback);
  const { step, scrapeInterval } = whole.scope;
  const around = Math.ceil(FRESH(scrapeInterval) / step);
  const errors: number[] = [];
  let bound = 0;
  shown.forEach((bytes, i) => {
    const at = best[i];
    const near = best.slice(Math.max(0, i - around), i + around + 1).filter((one) => one !== null);
    // Where the best source was silent nobody knows what it would have read.
    if (bytes === null || at === null || at === undefined || near.length < 2 * around + 1) {
      return;
    }
    errors.push(Math.abs(bytes - at));
    const steady = medianOfThree(shown, i);
    if (steady !== undefined) {
      bound = Math.max(bound, steady - Math.max(...near), Math.min(...near) - steady);
    }
  });
  return errors.length === 0 ? undefined : { errors, bound };
}

/** Without what a single sample shows: a peak that falls between two samples of the other source. */
function medianOfThree(values: Aligned, i: number): number | undefined {
  const three = [values[i - 1], values[i], values[i + 1]].filter((one) => typeof one === 'number');
  return three.length < 3 ? undefined : three.sort((a, b) => a - b)[1];
}

async function valuesOf(
  { source, scope, settings }: Whole,
  value: FallbackValue,
  { lost, configured = false }: Fallback
): Promise<Aligned> {
  const asked: NodeScope = {
    ...scope,
    measure: MEASURE[value] ?? 'containers',
    overrides: configured ? [settings] : [],
  };
  const left = lost.reduce((all, id) => lose(all, { kind: 'without-signal', signal: signalOf(id) }), source);
  const { from, to, step } = asked;
  const reply = await samplesPort(left)({ queries: nodeMemoryQueries(asked), from, to, step });
  const memory = evaluateNodeMemory(asked, reply);
  switch (value) {
    case 'nodeWorkingSet':
      return memory.nodeWorkingSet?.values ?? [];
    case 'podsByContainers':
    case 'podsByPods':
    case 'podsByKubepods':
      return memory.podsWorkingSet?.values ?? [];
    case 'capacity':
    case 'allocatable':
    case 'kubepodsLimit':
    case 'evictionHard':
      return memory.lines[value]?.values ?? [];
  }
}

function signalOf(id: string) {
  const signal = SIGNALS.find((one) => one.id === id);
  if (!signal) {
    throw new Error(`no family is called ${id}`);
  }
  return signal;
}
