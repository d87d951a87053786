import { accessSync, constants, readFileSync } from 'node:fs';

import type { Scenario } from '../simulator/scenario';

import { canBuildCadvisor } from './cadvisorServer';
import type { Hierarchy } from './hierarchy';
import { kubepodsLimitOf } from './hostScenario';

/** What else runs on this machine keeps at least so much. */
const LEFT_FOR_OTHERS = 2 * 1024 ** 3;

/** Why real cgroups cannot be had here, in one line; absent where they can. Changes nothing. */
export function whyNot(hierarchy: Hierarchy | undefined, scenario: Scenario): string | undefined {
  if (process.platform !== 'linux') {
    return `this is ${process.platform}, not Linux`;
  }
  if (process.getuid?.() !== 0) {
    return 'only root may make memory cgroups (sudo npm run lab:host)';
  }
  if (!hierarchy) {
    return 'no memory cgroup controller is mounted';
  }
  if (!isWritable(hierarchy.root)) {
    return `${hierarchy.root} is read-only, as in a container`;
  }
  if (!isHandedDown(hierarchy)) {
    return `${hierarchy.root}/cgroup.subtree_control does not hand the memory controller down`;
  }
  if (!canBuildCadvisor()) {
    return 'cAdvisor is built from its Go module, and there is no Go on PATH';
  }
  const needed = kubepodsLimitOf(scenario) + LEFT_FOR_OTHERS;
  return memAvailable() < needed ? `less than ${Math.ceil(needed / 1024 ** 2)} MiB of memory are available` : undefined;
}

/** On v2 a cgroup has only the controllers that the one above gives it. */
function isHandedDown({ version, root }: Hierarchy): boolean {
  return version === 'v1' || readFileSync(`${root}/cgroup.subtree_control`, 'utf8').split(/\s/).includes('memory');
}

function isWritable(folder: string): boolean {
  try {
    accessSync(folder, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

/** Bytes that can be had without swapping. */
function memAvailable(): number {
  const kib = /^MemAvailable:\s+(\d+) kB/m.exec(readFileSync('/proc/meminfo', 'utf8'))?.[1];
  return Number(kib ?? 0) * 1024;
}
