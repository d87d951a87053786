import { MEMORY_VERDICTS, type Incident, type Victim } from './types';

type Told = Pick<Incident, 'verdict' | 'signal' | 'victims'>;

/**
 * Whether memory is what it is about, or may be: by the verdict; by a kill of the kernel's OOM killer in it, whatever else the
 * verdict names or leaves open; by an eviction of which nothing says that it was for anything else. The events on a node's page
 * say the same, so an incident that is not about memory holds none of these.
 */
export function isAboutMemory({ verdict, signal, victims }: Told): boolean {
  const isNamed = MEMORY_VERDICTS.some((known) => known === verdict);
  const isForMemory = signal === undefined || /memory\.available$/i.test(signal);
  return (
    isNamed ||
    victims.some(
      (victim) =>
        victim.fate === 'oom-killed' ||
        (victim.fate === 'evicted' && verdict !== 'evicted-other' && isForMemory) ||
        (verdict === 'unknown' && isFlagged(victim))
    )
  );
}

/** A flag beside 143 or 0 is left over from a child's death: the container obeyed, or finished. */
export function isFlagged({ exitCode, reason }: Pick<Victim, 'exitCode' | 'reason'>): boolean {
  return reason === 'OOMKilled' && exitCode !== 143 && exitCode !== 0;
}
