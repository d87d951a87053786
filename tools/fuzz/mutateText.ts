import fc from 'fast-check';

import { HOSTILE_TEXTS } from './hostileText';

/** One change to a text that keeps most of its structure. */
type Edit = (text: string) => string;

const at = (text: string, where: number) => Math.floor(where * (text.length + 1));
const edits: ReadonlyArray<fc.Arbitrary<Edit>> = [
  part((where, noise) => (text) => text.slice(0, at(text, where)) + noise + text.slice(at(text, where))),
  part((where) => (text) => text.slice(0, at(text, where))),
  part((where, _, size) => (text) => text.slice(0, at(text, where)) + text.slice(at(text, where) + (size % 40))),
  // A piece many times over: what a backtracking expression cannot bear.
  part((where, _, size) => (text) => {
    const [from, length] = [at(text, where), 1 + (size % 24)];
    return (
      text.slice(0, from) +
      text
        .slice(from, from + length)
        .repeat(Math.ceil(size / 2))
        .slice(0, 12_000) +
      text.slice(from)
    );
  }),
  part((where, noise) => (text) => replaceNth(text, /\d+/g, where, noise)),
  part((where, noise) => (text) => replaceNth(text, /[A-Za-z_]+/g, where, noise)),
  part((where, noise) => (text) => replaceNth(text, /["'()[\]{}=:,/<>-]/g, where, noise)),
];

/** The text with up to three changes. */
export function mutated(text: fc.Arbitrary<string>): fc.Arbitrary<string> {
  return fc
    .tuple(text, fc.array(fc.oneof(...edits), { maxLength: 3 }))
    .map(([original, changes]) => changes.reduce((now, edit) => edit(now), original));
}

function part(make: (where: number, noise: string, size: number) => Edit): fc.Arbitrary<Edit> {
  const where = fc.nat(999).map((thousandths) => thousandths / 1000);
  const noise = fc.oneof(
    fc.constantFrom(...HOSTILE_TEXTS),
    fc.constantFrom(...HOSTILE_TEXTS),
    fc.string({ maxLength: 8 })
  );
  return fc.tuple(where, noise, fc.nat(2000)).map((args) => make(...args));
}

function replaceNth(text: string, pattern: RegExp, where: number, by: string): string {
  const all = [...text.matchAll(pattern)];
  const chosen = all[Math.floor(where * all.length)];
  return chosen ? text.slice(0, chosen.index) + by + text.slice(chosen.index + chosen[0].length) : text;
}
