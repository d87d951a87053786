import type { Incident } from '../src/domain/incidents/types';
import type { NodeRanking } from '../src/domain/incidents/nodePods';
import type { NodeLines } from '../src/domain/lines/nodeLines';
import type { NodeMemory } from '../src/domain/node/nodeMemory';
import type { Finding } from '../src/domain/provenance';
import { findTooLarge, type ReserveSettings } from '../src/domain/reserve/kubeletConfig';
import { buildLadder } from '../src/domain/reserve/ladder';
import { tryReserve } from '../src/domain/reserve/tryReserve';
import { amount } from '../src/domain/reserve/reserveForms';
import type { EpochMs } from '../src/domain/units';
import { evaluateRanking, evictionOrderQueries } from '../src/prometheus/evictionOrder';
import type { PrometheusPort } from '../src/prometheus/ports/port';

import { loadNode } from './loadNode';
import type { LoadIncidents } from './review';

export interface ReserveNodeRequest {
  readonly port: PrometheusPort;
  readonly loadIncidents: LoadIncidents;
  readonly node: string;
  readonly cluster?: string;
  readonly from: EpochMs;
  readonly to: EpochMs;
  /** What is tried; undefined for the lines as they are. */
  readonly settings?: ReserveSettings;
}

/** A node as it is recorded, and the lines that other settings would give it. */
export interface ReservedNode {
  readonly memory: NodeMemory;
  readonly ranking: NodeRanking;
  readonly incidents: readonly Incident[];
  readonly findings: readonly Finding[];
  readonly tried?: NodeLines;
  /** How many nodes like it, for what it costs. */
  readonly nodes: number;
}

/** Rejects where there is no such node, or where the settings leave nothing for pods. */
export async function reserveNode(request: ReserveNodeRequest): Promise<Omit<ReservedNode, 'nodes'>> {
  const { port, loadIncidents, settings } = request;
  const { scope, memory, reply, findings } = await loadNode({ ...request, also: evictionOrderQueries });
  const tried = settings && linesOf(memory.current, settings);
  const reviewed = await loadIncidents(port, scope);
  return {
    memory,
    ranking: evaluateRanking(scope, reply),
    incidents: reviewed.incidents,
    findings: [...findings, ...reviewed.findings.filter(({ severity }) => severity === 'error')],
    ...(tried && { tried }),
  };
}

/** What is not given stays as the node has it, of which only the sum of both reserves can be seen. */
function linesOf(current: NodeLines, settings: ReserveSettings): NodeLines {
  const { kubeReserved, systemReserved, evictionHard } = settings;
  const { capacity } = current;
  if (!capacity) {
    throw new Error('the capacity of this node is not known, so that nothing can be tried on it');
  }
  const isReserveGiven = kubeReserved !== undefined || systemReserved !== undefined;
  const kept = tryReserve(current, isReserveGiven ? { reserved: '0' } : {});
  if (kept.lines === undefined && evictionHard === undefined) {
    throw new Error(kept.problems.join(' '));
  }
  const ladder = buildLadder(capacity, {
    ...kept.settings,
    ...settings,
    ...(isReserveGiven && { kubeReserved: kubeReserved ?? 0, systemReserved: systemReserved ?? 0 }),
  });
  const tooLarge = findTooLarge(capacity.value, ladder.lines.allocatable?.value ?? 0);
  if (tooLarge !== undefined) {
    throw new Error(`${tooLarge} (of ${amount(capacity.value)})`);
  }
  return ladder.lines;
}
