import { formatMiB } from '../quantity/formatBytes';
import type { Bytes } from '../units';

/** The percentage `kubectl top node` prints: node working set over allocatable, truncated; undefined without allocatable. */
export function topPercent(nodeWorkingSet: Bytes, allocatable: Bytes): number | undefined {
  return allocatable > 0 ? Math.trunc((nodeWorkingSet / allocatable) * 100) : undefined;
}

export interface TopInput {
  readonly nodeWorkingSet: Bytes;
  readonly allocatable: Bytes;
  readonly nodeAvailable?: Bytes;
  /** The node's hard memory.available threshold. */
  readonly evictionHard?: Bytes;
  readonly podsWorkingSet?: Bytes;
  /** The pods' working set above which the kubelet evicts; allocatable where nothing better is known. */
  readonly podsEvictionLine?: Bytes;
}

export interface TopExplanation {
  readonly percent?: number;
  /** `matters` as soon as one condition is broken, `fine` when both hold, `unknown` when one that is not broken is unknown. */
  readonly concern: 'fine' | 'matters' | 'unknown';
  readonly text: string;
}

/**
 * Says whether the percentage is a problem. It divides what the whole node uses by what pods may use, so that more than 100 %
 * can be healthy; what matters is the node's own available memory against evictionHard, and the pods against their line.
 */
export function explainTop(input: TopInput): TopExplanation {
  const percent = topPercent(input.nodeWorkingSet, input.allocatable);
  const conditions = [nodeCondition(input), podsCondition(input)];
  const concern = overall(conditions);
  return {
    ...(percent !== undefined && { percent }),
    concern,
    text: [opening(percent, concern), ...conditions.map(({ text }) => text)].join(' '),
  };
}

interface Condition {
  readonly holds: boolean | undefined;
  readonly text: string;
}

function overall(conditions: readonly Condition[]): TopExplanation['concern'] {
  if (conditions.some(({ holds }) => holds === false)) {
    return 'matters';
  }
  return conditions.every(({ holds }) => holds === true) ? 'fine' : 'unknown';
}

const CONCLUSIONS: Readonly<Record<TopExplanation['concern'], string>> = {
  fine: 'no line that evicts is crossed',
  matters: 'the kubelet evicts pods now',
  unknown: 'whether that matters cannot be told',
};

function opening(percent: number | undefined, concern: TopExplanation['concern']): string {
  if (percent === undefined) {
    return `kubectl top node has no allocatable memory to compare with; ${CONCLUSIONS[concern]}.`;
  }
  const why = percent > 100 ? ' (the whole node’s use, over what is left for pods)' : '';
  return `kubectl top node shows ${percent} %${why}; ${CONCLUSIONS[concern]}.`;
}

function nodeCondition({ nodeAvailable, evictionHard }: TopInput): Condition {
  if (nodeAvailable === undefined || evictionHard === undefined) {
    const lacking = nodeAvailable === undefined ? 'available memory' : 'evictionHard';
    return { holds: undefined, text: `The node's ${lacking} is unknown.` };
  }
  // Strictly below, as in kubelet 1.32 eviction/helpers.go, thresholdsMet.
  const holds = nodeAvailable >= evictionHard;
  return {
    holds,
    text: `The node has ${formatMiB(nodeAvailable)} available, ${holds ? 'not below' : 'below'} the ${formatMiB(evictionHard)} of evictionHard.`,
  };
}

function podsCondition({ podsWorkingSet, podsEvictionLine, allocatable }: TopInput): Condition {
  if (podsWorkingSet === undefined) {
    return { holds: undefined, text: "The pods' memory is unknown." };
  }
  const line = podsEvictionLine ?? allocatable;
  const holds = podsWorkingSet <= line;
  return {
    holds,
    text: `Pods use ${formatMiB(podsWorkingSet)}, ${holds ? 'not above' : 'above'} the ${formatMiB(line)} at which they are evicted.`,
  };
}
