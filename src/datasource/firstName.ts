import { DATASOURCE_TYPE } from './pluginId';

/** What Grafana calls a data source that nobody has named: by its type, with a number from the second on. */
const UNNAMED = new RegExp(`^${DATASOURCE_TYPE}(-\\d+)?$`);

/** A name that a person can read in the place of Grafana's own; a name that somebody chose stays. */
export function firstName(given: string, taken: readonly string[]): string {
  if (!UNNAMED.test(given)) {
    return given;
  }
  const isFree = (name: string) => !taken.some((other) => other.toLowerCase() === name.toLowerCase());
  const candidates = ['Tidemark', ...taken.map((_, index) => `Tidemark ${index + 2}`)];
  return candidates.find(isFree) ?? given;
}
