import type { KubeletSettings } from '../lines/computeNodeLines';
import { parseBytes, quote } from '../quantity/quantity';
import { parseEvictionMap, type Threshold } from '../lines/threshold';

/** What of a kubelet's configuration moves a node's lines. */
export interface ReserveSettings extends KubeletSettings {
  /** Soft thresholds set MemoryPressure and evict after a grace period; they move no line. */
  readonly evictionSoft?: readonly Threshold[];
}

export interface ReadConfig {
  readonly settings: ReserveSettings;
  /** Each quotes what it is about; with any, the kubelet would not start with this, or not as meant. */
  readonly problems: readonly string[];
}

/**
 * Reads a KubeletConfiguration (from YAML or JSON), or what `/configz` answers. Only what concerns memory is read, and that
 * strictly (kubelet 1.34 apis/config/v1beta1/types.go).
 */
export function readKubeletConfig(document: unknown): ReadConfig {
  const given = isRecord(document) && isRecord(document.kubeletconfig) ? document.kubeletconfig : document;
  if (!isRecord(given)) {
    return { settings: {}, problems: [NO_CONFIG] };
  }
  if (given.kind !== undefined && given.kind !== 'KubeletConfiguration') {
    return { settings: {}, problems: [`This is a ${quote(String(given.kind))}. ${NO_CONFIG}`] };
  }
  const read = new Reader(given);
  const evictionHard = read.thresholds('evictionHard');
  const evictionSoft = read.thresholds('evictionSoft');
  const settings: ReserveSettings = {
    ...present('kubeReserved', read.reserved('kubeReserved')),
    ...present('systemReserved', read.reserved('systemReserved')),
    ...present('evictionHard', evictionHard),
    ...present('evictionSoft', evictionSoft),
    ...present('enforceNodeAllocatable', read.enforced()),
  };
  read.misspelled();
  read.gracePeriods(evictionSoft ?? []);
  return { settings, problems: read.problems };
}

/** The kubelet refuses to start where the reserve and the threshold leave nothing (K32 cm/node_container_manager_linux.go, validateNodeAllocatable). */
export function findTooLarge(capacity: number, allocatable: number): string | undefined {
  return allocatable > 0
    ? undefined
    : `What is reserved and the eviction threshold take all of the node's ${capacity} bytes: nothing is left for pods, and the kubelet does not start.`;
}

const NO_CONFIG =
  'Expected a kubelet configuration: kind: KubeletConfiguration, as /var/lib/kubelet/config.yaml, or what kubectl get --raw /api/v1/nodes/NODE/proxy/configz prints.';

const NAMES = [
  'kubeReserved',
  'systemReserved',
  'evictionHard',
  'evictionSoft',
  'evictionSoftGracePeriod',
  'enforceNodeAllocatable',
];

/** K32 apis/config/validation/validation.go */
const ENFORCEABLE = [
  'none',
  'pods',
  'system-reserved',
  'kube-reserved',
  'system-reserved-compressible',
  'kube-reserved-compressible',
];

/** Go's time.ParseDuration, without a sign. */
const DURATION = /^(?:[0-9]+(?:\.[0-9]+)?(?:ns|us|µs|ms|s|m|h))+$/;

class Reader {
  readonly problems: string[] = [];

  constructor(private readonly config: Readonly<Record<string, unknown>>) {}

  reserved(name: string): number | undefined {
    const memory = this.map(name)?.memory;
    return memory === undefined ? undefined : this.try(`${name}.memory`, () => parseBytes(memory));
  }

  thresholds(name: string): readonly Threshold[] | undefined {
    const map = this.map(name);
    return map && this.try(name, () => parseEvictionMap(map));
  }

  enforced(): readonly string[] | undefined {
    const value = this.config.enforceNodeAllocatable;
    if (value === undefined || value === null) {
      return undefined;
    }
    const wrong = Array.isArray(value) ? value.find((one) => !ENFORCEABLE.includes(one)) : value;
    if (wrong !== undefined) {
      this.problems.push(`enforceNodeAllocatable: ${show(wrong)} is none of ${ENFORCEABLE.join(', ')}`);
      return undefined;
    }
    return value as readonly string[];
  }

  /** Every soft threshold needs one (K32 eviction/helpers.go:119). */
  gracePeriods(soft: readonly Threshold[]): void {
    const periods = this.map('evictionSoftGracePeriod') ?? {};
    for (const { signal } of soft) {
      const period = periods[signal];
      if (period === undefined) {
        this.problems.push(`evictionSoft ${signal} has no evictionSoftGracePeriod: the kubelet does not start`);
      } else if (!DURATION.test(period)) {
        this.problems.push(`evictionSoftGracePeriod ${signal}: ${quote(period)} is no duration such as 1m30s`);
      }
    }
  }

  misspelled(): void {
    const byLowerCase = new Map(NAMES.map((name) => [name.toLowerCase(), name]));
    for (const key of Object.keys(this.config)) {
      const meant = byLowerCase.get(key.toLowerCase().replaceAll(/[-_]/g, ''));
      if (meant !== undefined && meant !== key) {
        this.problems.push(`${quote(key)} is not read by the kubelet: write ${meant}`);
      }
    }
  }

  /** A map of texts: a bare number in YAML is none, and the kubelet refuses it. */
  private map(name: string): Readonly<Record<string, string>> | undefined {
    const value = this.config[name];
    if (value === undefined || value === null) {
      return undefined;
    }
    const wrong = isRecord(value) ? Object.entries(value).find(([, one]) => typeof one !== 'string') : ['', value];
    if (wrong !== undefined) {
      const [key, given] = wrong;
      const where = key === '' ? name : `${name}.${key}`;
      this.problems.push(`${where}: ${show(given)} is not a text in quotes or with a unit, such as 1638Mi`);
      return undefined;
    }
    return value as Readonly<Record<string, string>>;
  }

  private try<T>(name: string, parse: () => T): T | undefined {
    try {
      return parse();
    } catch (error) {
      this.problems.push(`${name}: ${error instanceof Error ? error.message : String(error)}`);
      return undefined;
    }
  }
}

function present<K extends string, V>(key: K, value: V | undefined): { readonly [P in K]?: V } {
  return value === undefined ? {} : ({ [key]: value } as { readonly [P in K]?: V });
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const show = (value: unknown): string =>
  quote(typeof value === 'string' ? value : (JSON.stringify(value) ?? String(value)));
