import { LoadingState, type PanelData } from '@grafana/data';

import { answerPod, type PodAnswer } from '../../../domain/pod/podAnswer';
import { searchName, type PodSearch } from '../../../domain/pod/podSearch';
import type { EpochMs } from '../../../domain/units';
import { readPodHistory } from '../../../frames/podHistoryFrame';
import type { SeenPod } from '../../../prometheus/podHistory';
import type { IncidentData } from '../incidentData';

interface Asked {
  readonly search: PodSearch;
  readonly from: EpochMs;
  readonly to: EpochMs;
  /** The page's incidents, of the nodes that are chosen there. */
  readonly found: IncidentData;
  readonly history: PanelData | undefined;
  /** The nodes that are chosen; none stands for all. */
  readonly nodes: readonly string[];
}

export type PodState =
  | { readonly state: 'looking' }
  | { readonly state: 'failed'; readonly message: string }
  | {
      readonly state: 'answered';
      readonly answer: PodAnswer;
      readonly seen: readonly SeenPod[];
      /** Where it ran, of the nodes that were not looked through. */
      readonly elsewhere: readonly string[];
    };

/** What became of the pod, out of the page's review and the pod's own history; each failing is said, none is an all-clear. */
export function podState({ search, from, to, found, history, nodes }: Asked): PodState {
  const isLooking = found.loading || !history || history.state === LoadingState.Loading;
  if (isLooking) {
    return { state: 'looking' };
  }
  const read = readPodHistory(history.series);
  const [failure] = [...found.errors, ...(history.errors ?? []).map(({ message }) => message ?? 'without a reason')];
  if (!read && found.incidents === undefined) {
    return { state: 'failed', message: failure ?? `Nothing of ${searchName(search)} could be read.` };
  }
  const pods = read?.pods ?? [];
  const elsewhere = distinct(pods.flatMap(({ node }) => node ?? [])).filter(
    (node) => nodes.length > 0 && !nodes.includes(node)
  );
  const isPartial = !read || read.incomplete || found.incidents === undefined || failure !== undefined;
  const answer = answerPod({
    search,
    from,
    to,
    incidents: found.incidents ?? [],
    ends: read?.ends ?? [],
    incomplete: isPartial || elsewhere.length > 0 || found.findings.some(({ code }) => code === 'query-failed'),
    ...(read?.pods && { seen: pods.length > 0 }),
  });
  return { state: 'answered', answer, seen: pods, elsewhere };
}

const distinct = (texts: readonly string[]): readonly string[] => [...new Set(texts)];
