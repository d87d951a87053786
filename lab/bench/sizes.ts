import type { Incidents } from './template';

/** How large a fleet is. */
export interface Size {
  readonly nodes: number;
  readonly hours: number;
  /** So many of the nodes have incidents, */
  readonly busy: number;
  /** each so many over a day. */
  readonly each: 1 | 2;
  /** So many have all their series, the others those that are asked of all nodes. */
  readonly whole: number;
}

export const SIZE_USAGE = `SIZE is NODESxHOURS[xBUSY[xEACH]][/WHOLE]. BUSY of the nodes have incidents, one in fifty unless told otherwise: over a day EACH, 1 or 2,
which are an OOM kill or an eviction, or both unless told otherwise. Only the first WHOLE nodes have all their series, the others those
that are asked of all nodes, and only the incidents of all are asked for. 1000x6 takes about 30 GB of disk and an hour.`;

const SIZE = /^(\d+)x(\d+(?:[.]\d+)?)(?:x(\d+)(?:x([12]))?)?(?:[/](\d+))?$/;

/** Throws where one of them is no size. */
export const sizesIn = (text: string): readonly Size[] =>
  text
    .split(',')
    .filter((part) => part !== '')
    .map((part) => {
      const [, nodes, hours, busy = Math.max(1, Math.round(Number(nodes) / 50)), each, whole = nodes] =
        SIZE.exec(part) ?? [];
      if (!nodes || !hours) {
        throw new Error(`"${part}" is no SIZE\n\n${SIZE_USAGE}`);
      }
      return {
        nodes: Number(nodes),
        hours: Number(hours),
        busy: Number(busy),
        each: each === '1' ? 1 : 2,
        whole: Number(whole),
      };
    });

/** From so many hours on one more node has two incidents, which is an ordinary day. */
export const ORDINARY = 6;

/** From so many hours on the busy ones have an ordinary day as well; over fewer they have three incidents in each hour. */
export const DAY = 24;

/** What happens to the busy nodes, in turn. */
export const incidentsOf = ({ hours, each }: Pick<Size, 'hours' | 'each'>): readonly Incidents[] =>
  hours < DAY ? ['hourly'] : each === 1 ? ['kill', 'eviction'] : ['two'];

export const incidentsWords = ({ hours, each }: Pick<Size, 'hours' | 'each'>): string =>
  hours < DAY ? 'incidents' : each === 1 ? 'one incident' : 'two incidents';
