import type { NodeMemory } from '../domain/nodeMemory';

/** What happened, in one sentence. */
export function headlineOf({ identity }: NodeMemory): string {
  return `${identity.node}: memory against its lines`;
}
