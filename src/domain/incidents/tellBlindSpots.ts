import { formatMiB } from '../quantity/formatBytes';

import { findGaps, findStandstills, type Gap, type Standstill } from './blindSpots';
import { boundsOf, type CaseFile } from './caseFile';
import { isSamePod, lastBefore, podLabels, type ReviewData } from './reviewData';
import type { Culprit, Evidence, StoryLine } from './types';
import { workloadName } from './verdictWords';

/** What the scrapes missed of an incident: a story line, and what it rests on. */
export interface BlindSpot {
  readonly line: StoryLine;
  readonly evidence: Evidence;
}

/** The gaps and standstills of the samples that fall into the case, each once, in plain words. */
export function tellBlindSpots(file: CaseFile, culprit: Culprit, data: ReviewData): BlindSpot[] {
  const { scrapeInterval } = data.memory;
  const { start, end } = boundsOf(file);
  // What was not seen just before or after belongs to it as well.
  const within = ({ from, to }: Gap) => from <= end + 2 * scrapeInterval && to >= start - 2 * scrapeInterval;
  const gaps = kubeletGaps(data).filter(within);
  const isKnown = (spot: Gap) => gaps.some((gap) => gap.from <= spot.to && gap.to >= spot.from);
  const frozen = findFrozen(data).filter((spot) => within(spot) && !isKnown(spot));
  return [
    ...gaps.map((gap) => tellGap(gap, data)),
    ...frozen.map((spot) => tellFrozen(spot, data)),
    ...culpritStandstills(culprit, data)
      .filter((spot) => within(spot) && !isKnown(spot))
      .map((spot) => tellUnchanged(spot, culprit, data)),
  ].sort((a, b) => a.line.at - b.line.at);
}

const known = new WeakMap<ReviewData, readonly Gap[]>();

/** When the kubelet's statistics were not read at all: the same for each case. */
function kubeletGaps(data: ReviewData): readonly Gap[] {
  const gaps = known.get(data) ?? findKubeletGaps(data);
  known.set(data, gaps);
  return gaps;
}

function findKubeletGaps({ containers, nodeSamples = [], memory }: ReviewData): Gap[] {
  const all = [...containers.map(({ samples }) => samples), nodeSamples];
  return findGaps(
    all.flatMap((samples) => samples.map(({ at }) => at)),
    memory.scrapeInterval
  );
}

/** Of the node as a whole: the same number again and again, or (with the statistics' own times) none for long. */
function findFrozen({ nodeSamples = [], memory: { scrapeInterval } }: ReviewData): Standstill[] {
  const same = findStandstills(nodeSamples);
  const late = findGaps(
    nodeSamples.map(({ at }) => at),
    scrapeInterval
  ).map((gap): Standstill => ({ ...gap, value: lastBefore(nodeSamples, gap.from)?.value ?? 0, times: 1 }));
  return [...same, ...late.filter((gap) => !same.some(({ from, to }) => gap.from <= to && gap.to >= from))];
}

/** Who is said to have grown and then was not seen to: each of its instances by itself. */
function culpritStandstills(culprit: Culprit, { containers }: ReviewData): Standstill[] {
  const grew = culprit.kind === 'pod' && (culprit.growth ?? 0) > 0;
  return grew
    ? containers.filter((one) => isSamePod(one, culprit)).flatMap(({ samples }) => findStandstills(samples))
    : [];
}

function tellGap(gap: Gap, data: ReviewData): BlindSpot {
  const { workingSet } = data.queries;
  // How many containers were sampled shows the hole better than each of them.
  return told(gap, workingSet && `count(${workingSet})`, {
    line: `No samples for ${span(gap)}: ${whoWasSilent(gap, data)}. What happened in between was not seen.`,
    evidence: `no samples of the kubelet for ${span(gap)}`,
  });
}

/** node_exporter's own samples tell a silent kubelet from a silent node, or a Prometheus that did not ask. */
function whoWasSilent({ from, to }: Gap, { observed: { oomTrack } }: ReviewData): string {
  const others = oomTrack.samples.map(({ at }) => at);
  if (others.length === 0) {
    return 'the kubelet did not answer scrapes, or was not asked';
  }
  return others.some((at) => at > from && at < to)
    ? 'the kubelet did not answer scrapes, while node_exporter on the same node did'
    : 'neither the kubelet nor node_exporter answered scrapes, or neither was asked';
}

function tellFrozen(spot: Standstill, data: ReviewData): BlindSpot {
  const seen =
    spot.times > 1 ? `the same ${formatMiB(spot.value)} ${spot.times} times` : `last ${formatMiB(spot.value)}`;
  return told(spot, data.queries.node, {
    line: `The kubelet’s statistics of the node stood still for ${span(spot)} (${seen}). What happened in between was not sampled.`,
    evidence: `the node’s working set was not sampled anew for ${span(spot)} (${seen})`,
    value: formatMiB(spot.value),
  });
}

function tellUnchanged(spot: Standstill, culprit: Culprit, data: ReviewData): BlindSpot {
  const seen = `at the same ${formatMiB(spot.value)} ${spot.times} times`;
  return told(spot, data.queries.workingSet, {
    line: `${workloadName(culprit)} was seen ${seen} over ${span(spot)}: it stood still, or its statistics did.`,
    evidence: `${workloadName(culprit)} was seen ${seen} over ${span(spot)}`,
    about: podLabels({ namespace: culprit.namespace ?? '', pod: culprit.pod ?? '' }),
    value: formatMiB(spot.value),
  });
}

interface Words {
  readonly line: string;
  readonly evidence: string;
  readonly about?: Evidence['about'];
  readonly value?: string;
}

function told({ from, to }: Gap, query: string | undefined, { line, evidence, about, value }: Words): BlindSpot {
  return {
    line: { at: from, until: to, text: line },
    evidence: {
      speaks: 'context',
      text: evidence,
      source: 'container_memory_working_set_bytes',
      ...(query !== undefined && { query }),
      ...(about && { about }),
      ...(value !== undefined && { value }),
      at: from,
    },
  };
}

/** `97 s`: from when until when stands with the line, in the reader's own zone. */
function span({ from, to }: Gap): string {
  return `${Math.round((to - from) / 1000)} s`;
}
