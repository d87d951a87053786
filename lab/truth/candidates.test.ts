import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import type { Incident } from '../../src/domain/incidents/types';
import { findCandidates, type Candidates } from '../../src/prometheus/incidents/candidates';
import { DEFAULT_LABELS } from '../../src/prometheus/scope';
import { collected } from '../../test/fixtures/collected';
import { samplesPort } from '../promql/samplesPort';
import { readScenario } from '../simulator/scenario';
import { runWorld, type World } from '../simulator/world';

import { asOneOfMany } from './asOneOfMany';
import { randomScenario } from './randomScenario';
import { reviewWorld, scopeOf } from './reviewWorld';

const FOLDER = join(__dirname, '../scenarios');

/** The random worlds that are looked through: those that the short run judges begin alike. */
const WORLDS = 25;

async function candidatesOf(world: World) {
  const { identity, from, to, scrapeInterval } = scopeOf(world);
  const asked = { labels: DEFAULT_LABELS, from, to, scrapeInterval, nodes: [identity] };
  const pieces = await collected(findCandidates(samplesPort(world.store), asked));
  const of = <T>(what: (piece: Candidates) => readonly T[]) => pieces.flatMap(what);
  return {
    found: of(({ found }) => found),
    unwatched: of(({ unwatched }) => unwatched),
    failed: of(({ failed }) => failed),
  };
}

const incidentsOfMany = async (world: World): Promise<readonly Incident[]> =>
  (await asOneOfMany(samplesPort(world.store), scopeOf(world))).incidents;

const told = (incidents: readonly Incident[]) =>
  incidents
    .filter(({ memory }) => memory)
    .map(({ id, verdict, confidence, start, end }) => ({ id, verdict, confidence, start, end }))
    .sort((a, b) => (a.id < b.id ? -1 : 1));

async function memoryIncidents(world: World): Promise<readonly string[]> {
  return (await reviewWorld(world)).filter(({ memory }) => memory).map(({ headline }) => headline);
}

test.each(readdirSync(FOLDER))('%s: the node is a candidate where anything about memory happened', async (name) => {
  const world = runWorld(readScenario(readFileSync(join(FOLDER, name), 'utf8')));
  const { found } = await candidatesOf(world);
  const incidents = await memoryIncidents(world);
  expect(found.length === 0 ? incidents : []).toEqual([]);
});

test.each(readdirSync(FOLDER))('%s: as one of many nodes its incidents are the same', async (name) => {
  const world = runWorld(readScenario(readFileSync(join(FOLDER, name), 'utf8')));
  expect(told(await incidentsOfMany(world))).toEqual(told(await reviewWorld(world)));
});

test.each(Array.from({ length: WORLDS }, (_, i) => i + 1))('in world %i as well', async (seed) => {
  const world = runWorld(randomScenario(seed));
  expect(told(await incidentsOfMany(world))).toEqual(told(await reviewWorld(world)));
});

test.each(['quiet.yaml', 'rolling-update.yaml'])('%s: the node is none', async (name) => {
  const world = runWorld(readScenario(readFileSync(join(FOLDER, name), 'utf8')));
  expect(await candidatesOf(world)).toEqual({ found: [], unwatched: [], failed: [] });
});

test(`of ${WORLDS} random nodes, also badly watched ones, none with an incident about memory is missed`, async () => {
  const missed: string[] = [];
  for (let seed = 1; seed <= WORLDS; seed += 1) {
    const world = runWorld(randomScenario(seed));
    const incidents = await memoryIncidents(world);
    const { found } = await candidatesOf(world);
    if (incidents.length > 0 && found.length === 0) {
      missed.push(`seed ${seed}: ${incidents.join('; ')}`);
    }
  }
  expect(missed).toEqual([]);
}, 120_000);
