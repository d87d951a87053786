import type { Fetch } from '../../src/prometheus/ports/httpPort';

/** The same, but no more than so many requests at a time; the others wait their turn. */
export function atMost(limit: number, fetch: Fetch): Fetch {
  let running = 0;
  const waiting: Array<() => void> = [];
  const enter = () =>
    new Promise<void>((resolve) => {
      if (running < limit) {
        running += 1;
        resolve();
      } else {
        waiting.push(resolve);
      }
    });
  const leave = () => {
    const next = waiting.shift();
    if (next) {
      next();
    } else {
      running -= 1;
    }
  };
  return async (url, init) => {
    await enter();
    try {
      return await fetch(url, init);
    } finally {
      leave();
    }
  };
}
