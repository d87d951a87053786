import { isDeepStrictEqual } from 'node:util';

type Json = Readonly<Record<string, unknown>>;

/**
 * The dashboard as it is committed. Grafana imports a plugin's dashboard again only under a higher revision, so whatever
 * differs from the committed file gets the next one.
 */
export function withRevision(built: object, committed: Json | undefined): Json {
  const content = asJson(built);
  const revision = revisionOf(committed);
  const same = committed !== undefined && isDeepStrictEqual({ ...content, ...numbers(revision) }, committed);
  return { ...content, ...numbers(same ? revision : revision + 1) };
}

/** As it comes out of a file: without functions and undefined properties. */
const asJson = (value: object): Json => JSON.parse(JSON.stringify(value));

const numbers = (revision: number) => ({ revision, version: revision });

function revisionOf(committed: Json | undefined): number {
  return typeof committed?.revision === 'number' ? committed.revision : 0;
}
