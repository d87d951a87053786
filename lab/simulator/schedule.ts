/** What is to happen, by time; of the same time in the order it was put in. */
export interface Schedule {
  at(time: number, what: () => void): void;
  /** Does everything due up to and including the time, each at its own time. */
  runUntil(time: number): void;
  /** The time of what is being done. */
  now(): number;
}

interface Entry {
  readonly time: number;
  readonly order: number;
  readonly what: () => void;
}

/** A binary heap. What is scheduled in the past happens at once. */
export function scheduleFrom(start: number): Schedule {
  const heap: Entry[] = [];
  let order = 0;
  let now = start;
  const before = (a: Entry, b: Entry) => a.time < b.time || (a.time === b.time && a.order < b.order);
  return {
    now: () => now,
    at(time, what) {
      heap.push({ time: Math.max(time, now), order: (order += 1), what });
      siftUp(heap, before);
    },
    runUntil(time) {
      for (let first = heap[0]; first && first.time <= time; first = heap[0]) {
        take(heap, before);
        now = first.time;
        first.what();
      }
      now = Math.max(now, time);
    },
  };
}

function siftUp(heap: Entry[], before: (a: Entry, b: Entry) => boolean): void {
  let at = heap.length - 1;
  const entry = heap[at] as Entry;
  while (at > 0) {
    const above = (at - 1) >> 1;
    const parent = heap[above] as Entry;
    if (!before(entry, parent)) {
      break;
    }
    heap[at] = parent;
    at = above;
  }
  heap[at] = entry;
}

function take(heap: Entry[], before: (a: Entry, b: Entry) => boolean): void {
  const last = heap.pop() as Entry;
  if (heap.length === 0) {
    return;
  }
  let at = 0;
  for (;;) {
    const left = 2 * at + 1;
    const right = left + 1;
    const smaller = right < heap.length && before(heap[right] as Entry, heap[left] as Entry) ? right : left;
    if (smaller >= heap.length || !before(heap[smaller] as Entry, last)) {
      break;
    }
    heap[at] = heap[smaller] as Entry;
    at = smaller;
  }
  heap[at] = last;
}
