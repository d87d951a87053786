import { runWorld } from '../simulator/world';

import { judge } from './judge';
import { randomScenario } from './randomScenario';
import { reviewWorld } from './reviewWorld';

/** One world in words: its node and collection, what happened, and what the review said of it. */
export async function showSeed(seed: number): Promise<string> {
  const world = runWorld(randomScenario(seed));
  const { node, collection, name, events } = world.scenario;
  const incidents = await reviewWorld(world);
  const { verdicts } = judge(world, incidents);
  const time = (ms: number) => new Date(ms).toISOString().slice(11, 19);
  const facts = world.facts.map((fact) => {
    const { kind, at, ...rest } = fact;
    return `  ${time(at)} ${kind} ${brief(rest)}`;
  });
  const said = incidents.flatMap((incident, i) => [
    `  ${verdicts[i]?.right ? 'right' : 'WRONG'} ${verdicts[i]?.text} … ${time(incident.end)}, culprit ${incident.culprit.pod ?? incident.culprit.kind}`,
    `        ${incident.confidenceRule}`,
    ...incident.evidence.map(({ speaks, text, value, threshold, at }) =>
      [`        ${speaks}: ${text}`, value, threshold && `of ${threshold}`, at && time(at)].filter(Boolean).join(' ')
    ),
  ]);
  return [
    `seed ${seed}: ${name}`,
    `  node ${JSON.stringify(node)}`,
    `  collection ${JSON.stringify(collection)}`,
    ...events.map(({ at, ...event }) => `  ${time(world.from + at)} to do ${JSON.stringify(event)}`),
    'what happened',
    ...facts,
    'what was said',
    ...said,
  ].join('\n');
}

function brief(fact: object): string {
  return Object.entries(fact)
    .filter(([name]) => !['limitOf', 'taskMemcg', 'pid', 'comm', 'message'].includes(name))
    .map(([name, value]) => {
      const pod: unknown = name === 'pod' && typeof value === 'object' && value ? Reflect.get(value, 'pod') : undefined;
      return `${name}=${typeof pod === 'string' ? pod : JSON.stringify(value)}`;
    })
    .join(' ');
}
