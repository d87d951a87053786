import type { PromQuery } from '../../src/prometheus/ports/port';

/**
 * What kubernetes-mixin asks for the same questions. The expressions of this file are those of github.com/kubernetes-monitoring/kubernetes-mixin,
 * dashboards/resources/queries/node.libsonnet (c6f5a437) and nodes-overview.libsonnet (f528971), with its default selectors filled in.
 * Copyright kubernetes-mixin Authors; licensed under the Apache License, Version 2.0.
 */
export const MIXIN_SOURCE =
  'kubernetes-mixin, dashboards/resources/queries/node.libsonnet (c6f5a437) and nodes-overview.libsonnet (f528971), Apache-2.0';

const KUBE_STATE = 'job="kube-state-metrics"';
const HOST = 'job="node-exporter"';
const CADVISOR = 'job="kubelet", metrics_path="/metrics/cadvisor"';
const ONCE = 'max by (cluster, namespace, pod, container)';

/** "Compute Resources / Node (Pods)": both memory charts over the range, and the table of the memory quota at its end. */
export function mixinNodeQueries(cluster: string, node: string): PromQuery[] {
  const of = `cluster="${cluster}", node=~"${node}"`;
  const host = (metric: string) => `sum(${metric}{${HOST}, cluster="${cluster}", instance=~"${node}"})`;
  const kube = (metric: string) =>
    `sum(${metric}{cluster="${cluster}", ${KUBE_STATE}, node=~"${node}", resource="memory"})`;
  const workingSet = `sum(${ONCE}(container_memory_working_set_bytes{${CADVISOR}, ${of},container!="", image!=""})) by (pod)`;
  const recorded = `sum(${ONCE}(node_namespace_pod_container:container_memory_working_set_bytes{${of},container!=""})) by (pod)`;
  const active = (what: string) =>
    `sum(${ONCE}(cluster:namespace:pod_memory:active:kube_pod_container_resource_${what}{${of}})) by (pod)`;
  const raw = (metric: string) => `sum(${ONCE}(${metric}{${CADVISOR}, ${of},container!=""})) by (pod)`;
  const charts = [
    kube('kube_node_status_capacity'),
    kube('kube_node_status_allocatable'),
    `${host('node_memory_MemTotal_bytes')} - ${host('node_memory_MemAvailable_bytes')}`,
    kube('kube_node_status_capacity'),
    kube('kube_node_status_allocatable'),
    workingSet,
  ];
  const table = [
    workingSet,
    active('requests'),
    `${recorded} / ${active('requests')}`,
    active('limits'),
    `${recorded} / ${active('limits')}`,
    raw('container_memory_rss'),
    raw('container_memory_cache'),
    raw('container_memory_swap'),
  ];
  return [...charts.map(query('range', 'chart')), ...table.map(query('instant', 'table'))];
}

/** "Nodes overview": its numbers and its chart of memory. */
export function mixinFleetQueries(cluster: string): PromQuery[] {
  const of = `cluster="${cluster}"`;
  const allocatable = `kube_node_status_allocatable{${of}, ${KUBE_STATE}, resource="memory"}`;
  const recorded = `node_namespace_pod_container:container_memory_working_set_bytes{${of}, container!=""}`;
  const numbers = [
    `count(kube_node_info{${of}, ${KUBE_STATE}})`,
    `sum(${allocatable})`,
    `sum(cluster:namespace:pod_memory:active:kube_pod_container_resource_requests{${of}})`,
    `sum(${recorded})`,
  ];
  const chart = [`sum by (node) (${recorded}) / sum by (node) (${allocatable})`];
  return [...numbers.map(query('instant', 'number')), ...chart.map(query('range', 'chart'))];
}

const query =
  (mode: PromQuery['mode'], name: string) =>
  (expr: string, i: number): PromQuery => ({ refId: `${name}${i}`, expr, mode });
