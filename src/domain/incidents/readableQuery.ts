/** Parts of a review's query that hold when something was sampled or seen, not what it was. */
const BOOKKEEPING = /(?:At|^alive|^seen)$/;
const PART = /^\(label_replace\((.*), "tidemark", "(\w+)", "", ""\)\)$/s;

/**
 * The query as a person wants to see it run: a review asks for values and the times of their samples in one query, and the
 * times would dwarf the values on any graph. What is not such a query stays as it is.
 */
export function readableQuery(query: string): string {
  const parts = query.split(/ or (?=\(label_replace\()/).map((text) => ({ text, match: PART.exec(text) }));
  if (parts.some(({ match }) => match === null)) {
    return query;
  }
  const values = parts.filter(({ match }) => !BOOKKEEPING.test(match?.[2] ?? ''));
  const [only, ...others] = values;
  if (only === undefined) {
    return query;
  }
  return others.length === 0 ? (only.match?.[1] ?? query) : values.map(({ text }) => text).join(' or ');
}
