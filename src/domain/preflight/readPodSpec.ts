import { isRecord, type Json, type ManifestProblem, type ManifestReader } from './manifestReader';
import type { ManifestPath, MemoryVolume, PlannedContainer, PlannedPod, WrittenResources } from './plannedPod';

/** What a pod's spec says of its memory, without what the object around it says. */
type SpecParts = Pick<
  PlannedPod,
  'containers' | 'podLevel' | 'overhead' | 'priorityClass' | 'priority' | 'memoryVolumes'
>;

export interface ReadPodSpec {
  /** Absent: there is no pod in it. */
  readonly pod?: SpecParts;
  readonly problems: readonly ManifestProblem[];
}

export function readPodSpec(reader: ManifestReader, spec: unknown, path: ManifestPath): ReadPodSpec {
  if (!isRecord(spec) || !Array.isArray(spec.containers) || spec.containers.length === 0) {
    return { problems: [reader.problem(path, 'there is no pod here: containers is missing or empty')] };
  }
  const read = new SpecReader(reader, spec, path);
  const podLevel = read.resources(spec.resources, [...path, 'resources']);
  const { priorityClassName, priority } = spec;
  const pod: SpecParts = {
    containers: [...read.containers('initContainers'), ...read.containers('containers')],
    // Empty resources count as well: such a pod is BestEffort, whatever its containers say (qos.ComputePodQOS).
    ...(isRecord(spec.resources) && { podLevel }),
    overhead: read.amount(spec.overhead, 'memory', [...path, 'overhead']) ?? 0,
    ...(typeof priorityClassName === 'string' && priorityClassName !== '' && { priorityClass: priorityClassName }),
    ...(typeof priority === 'number' && { priority }),
    memoryVolumes: read.memoryVolumes(),
  };
  return { pod, problems: read.problems };
}

class SpecReader {
  readonly problems: ManifestProblem[] = [];

  constructor(
    private readonly reader: ManifestReader,
    private readonly spec: Json,
    private readonly path: ManifestPath
  ) {}

  containers(list: 'containers' | 'initContainers'): readonly PlannedContainer[] {
    return this.records(list).map(([container, path], index) => ({
      name: typeof container.name === 'string' ? container.name : `${list}[${index}]`,
      role: list === 'containers' ? 'container' : container.restartPolicy === 'Always' ? 'sidecar' : 'init',
      path,
      ...this.resources(container.resources, [...path, 'resources']),
    }));
  }

  memoryVolumes(): readonly MemoryVolume[] {
    return this.records('volumes').flatMap(([volume, path]) => {
      const { emptyDir, name } = volume;
      if (!isRecord(emptyDir) || emptyDir.medium !== 'Memory') {
        return [];
      }
      const sizeLimit = this.amount(emptyDir, 'sizeLimit', [...path, 'emptyDir']);
      return [
        { name: typeof name === 'string' ? name : 'volume', path, ...(sizeLimit !== undefined && { sizeLimit }) },
      ];
    });
  }

  resources(value: unknown, path: ManifestPath): WrittenResources {
    const { requests, limits } = isRecord(value) ? value : {};
    const request = this.amount(requests, 'memory', [...path, 'requests']);
    const limit = this.amount(limits, 'memory', [...path, 'limits']);
    const cpuRequestMilli = this.amount(requests, 'cpu', [...path, 'requests']);
    const cpuLimitMilli = this.amount(limits, 'cpu', [...path, 'limits']);
    if (request !== undefined && limit !== undefined && request > limit) {
      const at = [...path, 'requests', 'memory'];
      this.problems.push(this.reader.problem(at, 'the memory request is above the limit: the API server refuses it'));
    }
    return {
      ...(request !== undefined && { request }),
      ...(limit !== undefined && { limit }),
      ...(cpuRequestMilli !== undefined && { cpuRequestMilli }),
      ...(cpuLimitMilli !== undefined && { cpuLimitMilli }),
    };
  }

  amount(map: unknown, key: 'memory' | 'cpu' | 'sizeLimit', path: ManifestPath): number | undefined {
    const value = isRecord(map) ? map[key] : undefined;
    if (value === undefined || value === null) {
      return undefined;
    }
    const at = [...path, key];
    const read = key === 'cpu' ? this.reader.milli(value, at) : this.reader.bytes(value, at);
    if (typeof read === 'number') {
      return read;
    }
    this.problems.push(read);
    return undefined;
  }

  private records(list: string): ReadonlyArray<readonly [Json, ManifestPath]> {
    const value = this.spec[list];
    if (value !== undefined && value !== null && !Array.isArray(value)) {
      this.problems.push(this.reader.problem([...this.path, list], `${list} is no list`));
      return [];
    }
    return (value ?? []).flatMap((one: unknown, index: number) =>
      isRecord(one) ? [[one, [...this.path, list, index]] as const] : []
    );
  }
}
