import type { NodeEvent } from '../../src/domain/events/events';
import type { Incident } from '../../src/domain/incidents/types';
import { evaluateEvents } from '../../src/prometheus/events/evaluateEvents';
import { eventQueries } from '../../src/prometheus/events/eventQueries';
import { samplesPort } from '../promql/samplesPort';
import { runWorld, type World } from '../simulator/world';

import { randomScenario } from './randomScenario';
import { reviewWorld, scopeOf } from './reviewWorld';

/** Worlds with kills of which the review leaves the limit open, that no status names, or that a restart of the node overtook. */
const SEEDS = [2, 33, 55, 77, 100, 112, 145];

/** The events as the node's page reads them, without the containers' memory. */
async function nodePage(world: World): Promise<readonly NodeEvent[]> {
  const scope = scopeOf(world);
  const { from, to, step } = scope;
  const reply = await samplesPort(world.store)({ queries: eventQueries(scope), from, to, step });
  return evaluateEvents(scope, reply).events;
}

const NEAR = 120_000;

test.each(SEEDS)('node page and incidents say the same of each OOM kill: world %i', async (seed) => {
  const world = runWorld(randomScenario(seed));
  const [events, incidents] = [await nodePage(world), await reviewWorld(world)];
  const kills = events.flatMap((event) => (event.kind === 'oom-kill' ? [event] : []));
  expect(kills.length).toBeGreaterThan(0);
  const silent = kills.filter((kill) => !incidents.some((incident) => tells(incident, kill)));
  expect(silent).toEqual([]);
  const hidden = incidents.filter(
    ({ memory, victims }) => !memory && victims.some(({ fate }) => fate === 'oom-killed')
  );
  expect(hidden.map(({ headline }) => headline)).toEqual([]);
});

/** It is listed as of memory, names that pod as killed where the event does, and its headline says that the kernel killed. */
function tells(
  { start, end, memory, victims, headline }: Incident,
  kill: NodeEvent & { readonly kind: 'oom-kill' }
): boolean {
  const isNear = start - NEAR <= kill.latest && end + NEAR >= kill.earliest;
  const isNamed = victims.some(
    ({ fate, pod }) => fate === 'oom-killed' && (kill.pod === undefined || pod === kill.pod)
  );
  return isNear && memory && isNamed && /the kernel killed/i.test(headline);
}
