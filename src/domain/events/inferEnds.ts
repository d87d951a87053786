import { DELAY } from './delays';
import type { ContainerEnd, ContainerLife, Rise } from './eventsObserved';
import { touches } from './touches';
import type { DurationMs, EpochMs } from '../units';

/** A kill that the kernel counted in one container, by the container's own counter. */
export interface CountedKill extends Rise {
  /** When the container that is there after the kill was started; absent where nothing says so. */
  readonly startedAt?: EpochMs;
}

/**
 * The ends of containers where nobody publishes their statuses: a container that was started anew when the kernel had counted a
 * kill in it, and one whose cgroup went about when the node counted a kill that no container did. Only a counter makes a kill of it.
 */
export function inferEnds(seen: {
  readonly lives: readonly ContainerLife[];
  readonly counted: readonly CountedKill[];
  /** Of the node's counter, which counts every kill. */
  readonly rises: readonly Rise[];
  /** Between two scrapes. */
  readonly interval: DurationMs;
}): ContainerEnd[] {
  const { lives, counted, rises, interval } = seen;
  const { pairs, open } = assign(counted, rises);
  const restarted = pairs.flatMap(([kill, rise]) => endBeforeRestart(kill, rise));
  const gone = lives
    .flatMap((life) => endOfCgroup(life, interval))
    .filter((end) => open.some((rise) => touches(end, rise)))
    // The cgroup that a container leaves when it is started again is no second end of it.
    .filter((end) => !restarted.some((other) => nameOf(other) === nameOf(end) && touches(other, end)));
  return [...restarted, ...latestOf(gone)];
}

/** Each counted kill belongs to the rise of the node's counter that ends nearest; open is what none makes up. */
function assign(counted: readonly CountedKill[], rises: readonly Rise[]) {
  const left = new Map(rises.map((rise) => [rise, rise.by]));
  const pairs = counted.flatMap((kill): Array<readonly [CountedKill, Rise]> => {
    const [nearest] = rises
      .filter((rise) => touches(kill, rise) && (left.get(rise) ?? 0) > 0)
      .sort((a, b) => Math.abs(a.latest - kill.latest) - Math.abs(b.latest - kill.latest));
    if (nearest === undefined) {
      return [];
    }
    left.set(nearest, (left.get(nearest) ?? 0) - kill.by);
    return [[kill, nearest]];
  });
  return { pairs, open: rises.filter((rise) => (left.get(rise) ?? 0) > 0) };
}

function endBeforeRestart(kill: CountedKill, rise: Rise): ContainerEnd[] {
  const { namespace, pod, container, startedAt, before, after, metric, query } = kill;
  // Start times are whole seconds, cut off.
  const isNew = startedAt !== undefined && startedAt >= kill.earliest - 1000;
  const earliest = Math.max(kill.earliest, rise.earliest);
  const latest = Math.max(earliest, Math.min(kill.latest, rise.latest, startedAt ?? Infinity));
  const observed = `${before ?? 'new'} → ${after}, then started again`;
  return namespace && pod && container && isNew
    ? [
        {
          namespace,
          pod,
          container,
          earliest,
          latest,
          exact: false,
          restarted: true,
          sources: [{ metric, query, observed, at: kill.latest }],
        },
      ]
    : [];
}

/** A container that is there has a new sample with the next scrape, but for what cAdvisor is behind. */
function endOfCgroup({ lastSample, missedAt, ...life }: ContainerLife, interval: DurationMs): ContainerEnd[] {
  const { namespace, pod, container, qos } = life;
  return missedAt === undefined
    ? []
    : [
        {
          namespace,
          pod,
          container,
          ...(qos && { qos }),
          aliveAt: lastSample,
          earliest: lastSample,
          latest: Math.min(missedAt, lastSample + interval + DELAY.housekeeping),
          exact: false,
          restarted: false,
          sources: [
            { metric: 'container_memory_working_set_bytes', query: '', observed: 'its cgroup is gone', at: missedAt },
          ],
        },
      ];
}

/** One end a container, though its cgroups of several hierarchies may each have had series. */
function latestOf(ends: readonly ContainerEnd[]): ContainerEnd[] {
  return ends.filter(
    (end) =>
      !ends.some(
        (other) => nameOf(other) === nameOf(end) && other !== end && touches(other, end) && isLater(other, end, ends)
      )
  );
}

const nameOf = ({ namespace, pod, container }: ContainerEnd) => JSON.stringify([namespace, pod, container]);

function isLater(a: ContainerEnd, b: ContainerEnd, ends: readonly ContainerEnd[]): boolean {
  return a.earliest > b.earliest || (a.earliest === b.earliest && ends.indexOf(a) > ends.indexOf(b));
}
