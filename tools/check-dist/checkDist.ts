import { checkCode } from './checkCode';
import { checkDocuments } from './checkDocuments';
import { checkManifests } from './checkManifests';
import { checkSizes } from './checkSizes';
import type { Dist } from './dist';

/** What Grafana, its plugin validator or a user's browser would hold against the build; empty when nothing. */
export function checkDist(dist: Dist): readonly string[] {
  return [checkManifests, checkDocuments, checkCode, checkSizes].flatMap((check) => check(dist));
}
