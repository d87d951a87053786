import type { EpochMs } from '../units';
import type { LogLine } from './logLine';

/** The kubelet's own record of evictions, of both message styles (up to 1.20 prose, from 1.21 structured). */
export type KubeletEvictionLine =
  | {
      readonly kind: 'threshold';
      readonly at?: EpochMs;
      readonly line: number;
      readonly signal: string;
      readonly quantity?: string;
      readonly available: string;
    }
  | { readonly kind: 'ranked'; readonly at?: EpochMs; readonly line: number; readonly pods: readonly PodRef[] }
  | {
      readonly kind: 'evicting';
      readonly at?: EpochMs;
      readonly line: number;
      readonly pod: PodRef;
      readonly message?: string;
    }
  | { readonly kind: 'evicted'; readonly at?: EpochMs; readonly line: number; readonly pod: PodRef }
  | {
      readonly kind: 'failed';
      readonly at?: EpochMs;
      readonly line: number;
      readonly pod: PodRef;
      readonly reason: string;
    };

export interface PodRef {
  readonly namespace: string;
  readonly pod: string;
  readonly uid?: string;
}

const EVICTION = /eviction manager:|"Evicting pod"/i;

export function readKubeletEvictionLine({ text, at, number }: LogLine): KubeletEvictionLine | undefined {
  if (!EVICTION.test(text)) {
    return undefined;
  }
  const where = { line: number, ...(at !== undefined && { at }) };
  const pod = podOf(text);
  if (/threshold observed resource"?/.test(text)) {
    return threshold(text, where);
  }
  if (/pods ranked for eviction/.test(text)) {
    return { kind: 'ranked', ...where, pods: podsOf(text) };
  }
  if (pod && /"Evicting pod"/.test(text)) {
    const message = field(text, 'message');
    return { kind: 'evicting', ...where, pod, ...(message !== undefined && { message }) };
  }
  if (pod && /pod failed to evict|failed to evict pod|unable to evict/i.test(text)) {
    return { kind: 'failed', ...where, pod, reason: field(text, 'err') ?? 'unknown' };
  }
  if (pod && /evicted successfully/.test(text)) {
    return { kind: 'evicted', ...where, pod };
  }
  return undefined;
}

type Where = Pick<KubeletEvictionLine, 'at' | 'line'>;

function threshold(text: string, where: Where): KubeletEvictionLine | undefined {
  const signal = field(text, 'signal');
  const available = field(text, 'available');
  const quantity = field(text, 'quantity');
  return signal !== undefined && available !== undefined
    ? { kind: 'threshold', ...where, signal, available, ...(quantity !== undefined && { quantity }) }
    : undefined;
}

/** `name="value"` with Go's escapes, `name=value` otherwise. */
function field(text: string, name: string): string | undefined {
  const quoted = new RegExp(`\\b${name}="((?:[^"\\\\]|\\\\.)*)"`).exec(text)?.[1];
  return quoted?.replace(/\\(.)/g, '$1') ?? new RegExp(`\\b${name}=([^\\s",]+)`).exec(text)?.[1];
}

// Of `name_namespace(uid)` what follows the name. A pod's name has no underscore (RFC 1123), so the first one ends it.
const AFTER_POD = /_([a-z0-9][a-z0-9-]{0,62})\(([0-9a-f-]{8,64})\)/g;
const LONGEST_POD = 253;

function podOf(text: string): PodRef | undefined {
  const [namespace, pod] = field(text, 'pod')?.split('/') ?? [];
  if (namespace && pod) {
    const uid = field(text, 'podUID');
    return { namespace, pod, ...(uid !== undefined && { uid }) };
  }
  return oldPods(text)[0];
}

function podsOf(text: string): PodRef[] {
  const list = /\bpods=\[([^\]]*)\]?/.exec(text)?.[1];
  return list === undefined
    ? oldPods(text)
    : [...list.matchAll(/"([^"/]+)\/([^"/]+)"/g)].map(([, namespace = '', pod = '']) => ({ namespace, pod }));
}

function oldPods(text: string): PodRef[] {
  return [...text.matchAll(AFTER_POD)].flatMap(({ index, 1: namespace = '', 2: uid = '' }) => {
    const pod = podBefore(text.slice(Math.max(0, index - LONGEST_POD), index));
    return pod === '' ? [] : [{ namespace, pod, uid }];
  });
}

/** Looked for from its end: an expression that tried every beginning would take a long line's length squared. */
function podBefore(text: string): string {
  return (text.split(/[^a-z0-9.-]/).pop() ?? '').replace(/^[.-]+/, '');
}
