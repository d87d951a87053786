import fc from 'fast-check';

import { HOSTILE_TEXTS } from './hostileText';

type Path = readonly string[];

const DEEP = Array.from({ length: 40 }).reduce<unknown>((inner) => [inner], 0);
const NASTY: readonly unknown[] = [
  ...HOSTILE_TEXTS,
  'x'.repeat(5000),
  null,
  undefined,
  true,
  false,
  0,
  -0,
  1,
  -1,
  0.5,
  1e15,
  1e18,
  1e300,
  -1e300,
  NaN,
  Infinity,
  -Infinity,
  [],
  [[]],
  [null],
  [1, 2],
  {},
  { length: 4 },
  { toString: 1 },
  DEEP,
];

interface Edit {
  /** Which of the document's paths, as a part of all. */
  readonly where: number;
  readonly change: (value: unknown) => unknown;
}

const REMOVED = Symbol('removed');
const change: fc.Arbitrary<Edit['change']> = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...NASTY).map((by) => () => by) },
  { weight: 2, arbitrary: fc.constant(() => REMOVED) },
  { weight: 1, arbitrary: fc.jsonValue({ maxDepth: 2 }).map((by) => () => by) },
  { weight: 1, arbitrary: fc.constantFrom(2, 30, 1500).map((times) => (value: unknown) => repeated(value, times)) },
  { weight: 1, arbitrary: fc.constant((value: unknown) => (Array.isArray(value) ? [...value].reverse() : [value])) },
  {
    weight: 1,
    arbitrary: fc
      .constantFrom(0, -1, 1.5, 1e9)
      .map((by) => (value: unknown) => (typeof value === 'number' ? value * by : `a ${typeof value}`)),
  }
);

/** One of the documents with up to three changes anywhere in it; the originals stay untouched. */
export function mutatedJson<T>(documents: readonly T[]): fc.Arbitrary<unknown> {
  const known = documents.map((document) => ({ document, paths: pathsOf(document) }));
  const edit: fc.Arbitrary<Edit> = fc.record({ where: fc.nat(99_999).map((n) => n / 100_000), change });
  return fc
    .tuple(fc.constantFrom(...known), fc.array(edit, { maxLength: 3 }))
    .map(([{ document, paths }, edits]) =>
      edits.reduce<unknown>(
        (now, one) => editAt(now, paths[Math.floor(one.where * paths.length)] ?? [], one.change),
        document
      )
    );
}

function repeated(value: unknown, times: number): unknown {
  const list = Array.isArray(value) ? value : [value];
  return Array.from({ length: times }, (_, i): unknown => list[i % list.length]);
}

function pathsOf(value: unknown, path: Path = []): Path[] {
  const inner = typeof value === 'object' && value !== null ? Object.entries(value) : [];
  return [path, ...inner.flatMap(([key, one]) => pathsOf(one, [...path, key]))];
}

function editAt(value: unknown, [key, ...rest]: Path, edit: Edit['change']): unknown {
  if (key === undefined) {
    const changed = edit(value);
    return changed === REMOVED ? undefined : changed;
  }
  if (typeof value !== 'object' || value === null || !(key in value)) {
    return value;
  }
  const entries = Object.entries(value).flatMap(([name, one]) => {
    const changed = name !== key ? one : rest.length > 0 ? editAt(one, rest, edit) : edit(one);
    return changed === REMOVED ? [] : [[name, changed] as const];
  });
  return Array.isArray(value) ? entries.map(([, one]) => one) : Object.fromEntries(entries);
}
