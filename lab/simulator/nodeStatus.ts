import { delay, isThrashing, type ConditionStatus, type Machine } from './machine';

const PERIOD = 10_000;
/** The node controller calls a node unknown that has not reported for so long. */
const GRACE = 40_000;

/** The kubelet's report on its node; pressure lasts evictionPressureTransitionPeriod beyond its last sight. */
export function postNodeStatus(machine: Machine): void {
  const { kubelet, schedule, spec } = machine;
  const now = schedule.now();
  if (!machine.up || !kubelet.running || (isThrashing(machine) && machine.random.chance(0.5))) {
    return;
  }
  kubelet.lastPost = now;
  const held = (seenAt: number): ConditionStatus => (now - seenAt <= spec.pressureTransitionPeriod ? 'True' : 'False');
  const pressure = held(kubelet.pressureSeenAt);
  const disk = held(kubelet.diskPressureSeenAt);
  schedule.at(now + delay(machine, 20, 300), () => {
    setPressure(machine, pressure);
    machine.conditions.DiskPressure = disk;
    machine.conditions.PIDPressure = 'False';
    machine.conditions.Ready = machine.shuttingDown ? 'False' : 'True';
  });
}

/** The node controller's look: a node that is silent is Unknown in everything. */
export function watchNode(machine: Machine): void {
  const now = machine.schedule.now();
  if (now - machine.kubelet.lastPost > GRACE && machine.conditions.Ready !== 'Unknown') {
    machine.conditions.Ready = 'Unknown';
    machine.conditions.DiskPressure = 'Unknown';
    machine.conditions.PIDPressure = 'Unknown';
    setPressure(machine, 'Unknown');
  }
  machine.pressureTaint = machine.conditions.MemoryPressure === 'True';
}

function setPressure(machine: Machine, status: ConditionStatus): void {
  if (machine.conditions.MemoryPressure !== status) {
    machine.conditions.MemoryPressure = status;
    machine.facts.push({ kind: 'pressure', at: machine.schedule.now(), status });
  }
}

export { PERIOD as STATUS_PERIOD };
