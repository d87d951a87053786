import { counted } from '../words/counted';
import type { NodeEvent, OomKill } from './events';

/**
 * How many processes the counter of OOM kills counted, by the id of the kill at which it is said. Kills within one step of the
 * counter share its count, so that it is said once, at the first of them: `5 processes in all, in these 30 s`.
 */
export function processWords(events: readonly NodeEvent[]): ReadonlyMap<string, string> {
  const groups = new Map<string, readonly OomKill[]>();
  events
    .filter((event): event is OomKill => event.kind === 'oom-kill')
    .forEach((kill) => {
      const step = kill.countedIn?.rise ?? kill.id;
      groups.set(step, [...(groups.get(step) ?? []), kill]);
    });
  return new Map(
    [...groups.values()].flatMap((kills) => {
      const [first] = kills;
      const words = first && wordsOf(first, kills.length);
      return first && words ? [[first.id, words] as const] : [];
    })
  );
}

function wordsOf({ processes, countedIn }: OomKill, kills: number): string | undefined {
  if (processes === undefined) {
    return undefined;
  }
  const count = counted(processes, 'process', 'processes');
  if (kills === 1) {
    return processes > 1 ? count : undefined;
  }
  return countedIn ? `${count} in all, in these ${lengthOf(countedIn)}` : `${count} in all`;
}

function lengthOf({ earliest, latest }: { readonly earliest: number; readonly latest: number }): string {
  const seconds = Math.round((latest - earliest) / 1000);
  return seconds < 120 ? `${seconds} s` : `${Math.round(seconds / 60)} min`;
}
