import { isRecord, ManifestReader, type ManifestProblem, type Json } from './manifestReader';
import type { ManifestPath, PlannedPod } from './plannedPod';
import { readPodSpec } from './readPodSpec';

export interface ReadManifests {
  readonly pods: readonly PlannedPod[];
  /** Priority by the names of the PriorityClasses among the documents. */
  readonly priorities: ReadonlyMap<string, number>;
  /** Of the PriorityClass that is `globalDefault`. */
  readonly defaultPriority?: number;
  /** How many objects of each kind make no pods. */
  readonly others: ReadonlyMap<string, number>;
  readonly problems: readonly ManifestProblem[];
}

/** Finds the pods that manifests would make, in documents as they come out of YAML or JSON. */
export function readManifests(documents: readonly unknown[]): ReadManifests {
  const found = new Found();
  documents.forEach((document, index) => found.object(new ManifestReader(index), document, []));
  return found;
}

/** Where each kind keeps its pod's spec, and how many copies run. */
const WORKLOADS: ReadonlyMap<string, Workload> = new Map([
  ['Pod', { spec: ['spec'], copies: () => 1 }],
  ['Deployment', { spec: ['spec', 'template', 'spec'], copies: byReplicas }],
  ['ReplicaSet', { spec: ['spec', 'template', 'spec'], copies: byReplicas }],
  ['StatefulSet', { spec: ['spec', 'template', 'spec'], copies: byReplicas }],
  ['ReplicationController', { spec: ['spec', 'template', 'spec'], copies: byReplicas }],
  ['DaemonSet', { spec: ['spec', 'template', 'spec'], copies: () => 'each node' as const }],
  ['Job', { spec: ['spec', 'template', 'spec'], copies: byParallelism }],
  ['CronJob', { spec: ['spec', 'jobTemplate', 'spec', 'template', 'spec'], copies: byParallelism }],
]);

interface Workload {
  readonly spec: ManifestPath;
  readonly copies: (spec: Json) => PlannedPod['copies'];
}

class Found implements ReadManifests {
  readonly pods: PlannedPod[] = [];
  readonly priorities = new Map<string, number>();
  readonly others = new Map<string, number>();
  readonly problems: ManifestProblem[] = [];
  defaultPriority?: number;

  object(reader: ManifestReader, object: unknown, path: ManifestPath): void {
    if (object === null || object === undefined) {
      return;
    }
    if (!isRecord(object)) {
      this.problems.push(reader.problem(path, 'this is no Kubernetes object: it has no kind'));
      return;
    }
    const { kind, items } = object;
    if (typeof kind !== 'string' || kind === '') {
      this.problems.push(reader.problem(path, 'this is no Kubernetes object: it has no kind'));
    } else if (kind.endsWith('List') && Array.isArray(items)) {
      items.forEach((item, index) => this.object(reader, listed(kind, item), [...path, 'items', index]));
    } else if (kind === 'PriorityClass') {
      this.priorityClass(object);
    } else {
      this.workload(reader, object, path, kind);
    }
  }

  private workload(reader: ManifestReader, object: Json, path: ManifestPath, kind: string): void {
    const workload = WORKLOADS.get(kind) ?? ofTemplate(object);
    if (!workload) {
      this.others.set(kind, (this.others.get(kind) ?? 0) + 1);
      return;
    }
    const { name, generateName, namespace } = isRecord(object.metadata) ? object.metadata : {};
    const called = [name, generateName].find((one) => typeof one === 'string' && one !== '');
    const read = readPodSpec(reader, at(object, workload.spec), [...path, ...workload.spec]);
    this.problems.push(...read.problems);
    // One that cannot be read, or that the API server refuses, is not judged.
    if (read.pod && read.problems.length === 0) {
      this.pods.push({
        ...read.pod,
        kind,
        name: typeof called === 'string' ? called : '(without a name)',
        ...(typeof namespace === 'string' && namespace !== '' && { namespace }),
        copies: workload.copies(jobOf(object, kind)),
        place: reader.place([...path, ...workload.spec]),
      });
    }
  }

  private priorityClass({ metadata, value, globalDefault }: Json): void {
    if (isRecord(metadata) && typeof metadata.name === 'string' && typeof value === 'number') {
      this.priorities.set(metadata.name, value);
      this.defaultPriority = globalDefault === true ? value : this.defaultPriority;
    }
  }
}

/** A PodList's items may leave their kind out. */
function listed(kind: string, item: unknown): unknown {
  return isRecord(item) && item.kind === undefined && kind !== 'List' ? { ...item, kind: kind.slice(0, -4) } : item;
}

/** Others' kinds that hold a pod template where a Deployment does (a Rollout, a CloneSet) make pods as well. */
function ofTemplate(object: Json): Workload | undefined {
  const spec = at(object, ['spec', 'template', 'spec']);
  return isRecord(spec) && Array.isArray(spec.containers) ? WORKLOADS.get('Deployment') : undefined;
}

const jobOf = (object: Json, kind: string): Json => {
  const spec = at(object, kind === 'CronJob' ? ['spec', 'jobTemplate', 'spec'] : ['spec']);
  return isRecord(spec) ? spec : {};
};

function at(value: unknown, path: ManifestPath): unknown {
  return path.reduce<unknown>((inner, key) => (isRecord(inner) ? inner[key] : undefined), value);
}

function byReplicas({ replicas }: Json): number {
  return typeof replicas === 'number' && replicas >= 0 ? replicas : 1;
}

function byParallelism({ parallelism, completions }: Json): number {
  const atOnce = typeof parallelism === 'number' && parallelism >= 0 ? parallelism : 1;
  return typeof completions === 'number' ? Math.min(atOnce, Math.max(0, completions)) : atOnce;
}
