import type { CollectionSpec, JobKind, NodeSpec } from './scenario';

type Labels = Readonly<Record<string, string>>;

/** How one exporter is scraped. */
export interface Job {
  readonly kind: JobKind;
  readonly interval: number;
  readonly timeout: number;
  readonly honorLabels: boolean;
  readonly honorTimestamps: boolean;
  /** Prometheus ≥2.48: also samples with times of their own end with the scrape that misses them. */
  readonly trackTimestampsStaleness: boolean;
  readonly labels: Labels;
  /** metric_relabel_configs with action drop. */
  readonly drops: (name: string, labels: Labels) => boolean;
}

const SECOND = 1000;

/** The three collections as the recordings' scrape files have them; the kube-prometheus-stack's has no /metrics/resource. */
export function jobsOf(collection: CollectionSpec, node: NodeSpec): Job[] {
  const { interval, timeout, drop } = collection;
  const jobs = OF_KIND[collection.kind](node).map((job) => ({
    ...job,
    interval: interval ?? job.interval,
    timeout: Math.min(timeout ?? (interval ? Math.min(interval, 20 * SECOND) : job.timeout), interval ?? job.interval),
  }));
  return jobs.map((job) => ({
    ...job,
    drops: (name, labels) => job.drops(name, labels) || drop.some((family) => name.startsWith(family)),
  }));
}

/** The same job once its exporter runs in another pod; node_exporter's shares the address of its node. */
export function inNextPod(job: Job): Job {
  const { pod, instance } = job.labels;
  const labels = {
    ...job.labels,
    ...(pod !== undefined && { pod: `${pod}-next` }),
    ...(job.kind === 'kube-state-metrics' && { instance: `next-${instance}` }),
  };
  return { ...job, labels };
}

const DEFAULTS: Omit<Job, 'kind' | 'labels'> = {
  interval: 30 * SECOND,
  timeout: 20 * SECOND,
  honorLabels: true,
  honorTimestamps: true,
  trackTimestampsStaleness: false,
  drops: () => false,
};

const OF_KIND: Readonly<Record<CollectionSpec['kind'], (node: NodeSpec) => Job[]>> = {
  article: ({ name }) => {
    const labels = { instance: name, node: name };
    return [
      { ...DEFAULTS, kind: 'cadvisor', labels: { job: 'kubelet-cadvisor', ...labels } },
      { ...DEFAULTS, kind: 'kubelet', labels: { job: 'kubelet', ...labels } },
      { ...DEFAULTS, kind: 'resource', labels: { job: 'kubelet-resource', ...labels } },
      { ...DEFAULTS, kind: 'node-exporter', honorLabels: false, labels: { job: 'node-exporter', ...labels } },
      { ...DEFAULTS, kind: 'kube-state-metrics', labels: { job: 'kube-state-metrics', instance: '10.244.3.12:8080' } },
    ];
  },
  'kube-prometheus': ({ name, ip }): Job[] => {
    const kubelet = {
      job: 'kubelet',
      instance: `${ip}:10250`,
      node: name,
      namespace: 'kube-system',
      service: 'kubelet',
      endpoint: 'https-metrics',
    };
    return [
      { ...DEFAULTS, kind: 'kubelet', labels: { ...kubelet, metrics_path: '/metrics' } },
      {
        ...DEFAULTS,
        kind: 'cadvisor',
        honorTimestamps: false,
        labels: { ...kubelet, metrics_path: '/metrics/cadvisor' },
        drops: (family, { pod, namespace }) =>
          !pod && !namespace && /^container_(spec_.*|start_time_seconds|last_seen)$/.test(family),
      },
      {
        ...DEFAULTS,
        kind: 'node-exporter',
        interval: 15 * SECOND,
        timeout: 12 * SECOND,
        honorLabels: false,
        labels: {
          job: 'node-exporter',
          instance: name,
          namespace: 'monitoring',
          pod: 'node-exporter-8ksvp',
          container: 'kube-rbac-proxy',
          endpoint: 'https',
          service: 'node-exporter',
        },
      },
      {
        ...DEFAULTS,
        kind: 'kube-state-metrics',
        labels: { job: 'kube-state-metrics', instance: '10.244.3.12:8443', container: 'kube-rbac-proxy-main' },
      },
    ];
  },
  'kube-prometheus-stack': ({ name, ip }): Job[] => {
    const cluster = 'shop-prod-westeurope';
    const kubelet = {
      cluster,
      job: 'kubelet',
      instance: `${ip}:10250`,
      node: name,
      namespace: 'kube-system',
      service: 'kps-kubelet',
      endpoint: 'https-metrics',
    };
    return [
      { ...DEFAULTS, kind: 'kubelet', labels: { ...kubelet, metrics_path: '/metrics' } },
      {
        ...DEFAULTS,
        kind: 'cadvisor',
        interval: 10 * SECOND,
        timeout: 10 * SECOND,
        trackTimestampsStaleness: true,
        labels: { ...kubelet, metrics_path: '/metrics/cadvisor' },
        drops: (family, { id, pod }) =>
          /^container_spec/.test(family) || /^container_memory_(mapped_file|swap)$/.test(family) || Boolean(id && !pod),
      },
      {
        ...DEFAULTS,
        kind: 'node-exporter',
        honorLabels: false,
        labels: {
          cluster,
          job: 'node-exporter',
          instance: `${ip}:9100`,
          namespace: 'monitoring',
          pod: 'kps-prometheus-node-exporter-x7k2p',
          container: 'node-exporter',
          endpoint: 'http-metrics',
          service: 'kps-prometheus-node-exporter',
        },
      },
      {
        ...DEFAULTS,
        kind: 'kube-state-metrics',
        labels: {
          cluster,
          job: 'kube-state-metrics',
          instance: '10.244.3.12:8080',
          namespace: 'monitoring',
          pod: 'kps-kube-state-metrics-7d9c5f6b8-lq2wz',
          container: 'kube-state-metrics',
          endpoint: 'http',
          service: 'kps-kube-state-metrics',
        },
      },
    ];
  },
};
