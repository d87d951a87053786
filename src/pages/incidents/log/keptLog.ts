import { useSyncExternalStore } from 'react';

import type { PodName } from '../../../domain/incidents/proofMatch';
import type { LogReview } from '../../../domain/logs/readLog';

/** Whose log it is: nodes of two sources or clusters may share a name. */
export interface LoggedNode {
  readonly dataSource?: string;
  readonly cluster?: string;
  readonly node: string;
}

export interface KeptLog extends LoggedNode {
  readonly log: LogReview;
  /** The incident on whose page it was read. */
  readonly incident: string;
  /** Names for the uids in it, once they are known. */
  readonly pods?: readonly PodName[];
}

let kept: KeptLog | undefined;
const listeners = new Set<() => void>();

/** Keeps the log read last as long as the page is open, in its memory only; undefined drops it. */
export function keepLog(next: KeptLog | undefined): void {
  kept = next;
  listeners.forEach((listener) => listener());
}

/** Keeps names for the uids in the log that is kept. */
export function keepPodNames(pods: readonly PodName[]): void {
  if (kept && pods.length > 0) {
    keepLog({ ...kept, pods });
  }
}

/** The log read last in this visit, of whatever node. */
export const useAnyKeptLog = (): KeptLog | undefined => useSyncExternalStore(subscribe, () => kept);

/** The log read last in this visit, if it is that node's. */
export function useKeptLog(of: LoggedNode): KeptLog | undefined {
  const known = useAnyKeptLog();
  return known && isSameNode(known, of) ? known : undefined;
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export const isSameNode = (a: LoggedNode, b: LoggedNode): boolean =>
  a.node === b.node && (a.cluster ?? '') === (b.cluster ?? '') && (a.dataSource ?? '') === (b.dataSource ?? '');
