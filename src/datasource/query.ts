import type { DataQuery } from '@grafana/schema';

import type { NodeEventKind } from '../domain/events/events';
import type { PodsMeasure } from '../prometheus/scope';

/** Every kind takes dashboard variables in its strings. An empty cluster means: the series carry no cluster label. */
interface OnNode extends DataQuery {
  readonly cluster?: string;
  readonly node: string;
}

/** One wide frame of a node's curves and lines; its events ride along as an annotation-topic frame unless `events` is false. */
export interface NodeMemoryQuery extends OnNode {
  readonly kind: 'nodeMemory';
  readonly measure?: PodsMeasure;
  readonly events?: boolean;
  /** As closely as a review looks, however seldom was scraped: its answers are then the chart's as well. */
  readonly close?: boolean;
}

/** One row per node, or one node's row. */
export interface BudgetQuery extends DataQuery {
  readonly kind: 'budget';
  readonly cluster?: string;
  readonly node?: string;
}

/** A table of events; as an annotation query, one kind per query, so that each kind has its own colour. */
export interface EventsQuery extends OnNode {
  readonly kind: 'events';
  readonly kinds?: readonly NodeEventKind[];
  /** Set by the data source when a dashboard asks for annotations. */
  readonly as?: 'table' | 'annotations';
}

/** A table of incidents with verdict, confidence, victims and culprit: of one node, of several, or of all. */
export interface IncidentsQuery extends DataQuery {
  readonly kind: 'incidents';
  readonly cluster?: string;
  readonly node?: string;
  /** In place of `node`, for the app: names as they are, with no variable in them. */
  readonly nodes?: readonly string[];
}

/** Where every node stands, who is nearest to evicting first, and what happened on each in the range: one table of many nodes. */
export interface FleetQuery extends DataQuery {
  readonly kind: 'fleet';
  readonly cluster?: string;
  readonly node?: string;
}

/** Whose choice: the kubelet's among the pods, or the kernel's among the containers. */
export type Chooser = 'kubelet' | 'kernel';

/** Who is next at the end of the range: the pods as the kubelet evicts them, and the containers as the kernel kills them. */
export interface EvictionOrderQuery extends OnNode {
  readonly kind: 'evictionOrder';
  /** One table of the two; both when absent. */
  readonly by?: Chooser;
}

/** Which series of the node there are at the end of the range, what each missing one costs and what brings it back. */
export interface SignalsQuery extends OnNode {
  readonly kind: 'signals';
}

/** The names of the pods a node ran, by uid: for the app, which reads them out of kernel logs. */
export interface PodNamesQuery extends OnNode {
  readonly kind: 'podNames';
}

/** Where the pods of a name ran and how their containers ended, also those that are gone: for the app's search. */
export interface PodHistoryQuery extends DataQuery {
  readonly kind: 'podHistory';
  readonly cluster?: string;
  readonly node?: string;
  /** A pod or workload as a person types it: `web`, `apps/web`. */
  readonly pod: string;
}

/** Every number that says how much memory is used, side by side: for the app's page. */
export interface NumbersQuery extends OnNode {
  readonly kind: 'numbers';
  /** One pod as well: `namespace/pod`. */
  readonly pod?: string;
}

/** Of one node; the others may be of several, or of all. */
export type NodeQuery =
  NodeMemoryQuery | EventsQuery | EvictionOrderQuery | SignalsQuery | NumbersQuery | PodNamesQuery;

export type TidemarkQuery = NodeQuery | BudgetQuery | IncidentsQuery | FleetQuery | PodHistoryQuery;

export type TidemarkQueryKind = TidemarkQuery['kind'];
/** The kinds that an editor offers. */
export type OfferedKind = Exclude<TidemarkQueryKind, 'podHistory' | 'podNames' | 'numbers'>;
