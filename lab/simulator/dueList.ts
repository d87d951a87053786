import { twice } from './twice';

/** Things that each fall due at a time of their own, looked through in the order they came. */
export interface DueList<T> {
  /** With those dropped since the last visit. */
  readonly entries: readonly T[];
  add(one: T, due: number): void;
  postpone(one: T, due: number): void;
  drop(one: T): void;
  /** Hands over what is due, and what is added meanwhile too; it answers when next, or undefined for never again. */
  visit(now: number, what: (one: T) => number | undefined): void;
}

/** Times lie side by side: every second asks all of them, and few are due. */
export function dueList<T>(): DueList<T> {
  const entries: T[] = [];
  let dues = new Float64Array(64);
  let dropped = 0;

  function tidy(): void {
    let left = 0;
    entries.forEach((one, i) => {
      const due = dues[i] as number;
      if (!Number.isNaN(due)) {
        entries[left] = one;
        dues[left] = due;
        left += 1;
      }
    });
    entries.length = left;
    dropped = 0;
  }

  function dropAt(i: number): void {
    dues[i] = NaN;
    dropped += 1;
  }

  return {
    entries,
    add(one, due) {
      if (entries.length === dues.length) {
        dues = twice(dues);
      }
      dues[entries.length] = due;
      entries.push(one);
    },
    postpone(one, due) {
      dues[entries.indexOf(one)] = due;
    },
    drop(one) {
      dropAt(entries.indexOf(one));
    },
    visit(now, what) {
      if (dropped > 0) {
        tidy();
      }
      for (let i = 0; i < entries.length; i += 1) {
        if ((dues[i] as number) <= now) {
          const next = what(entries[i] as T);
          next === undefined ? dropAt(i) : (dues[i] = next);
        }
      }
    },
  };
}
