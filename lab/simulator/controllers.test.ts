import { scenario } from './scenario';
import { runWorld } from './world';

describe('a Job', () => {
  const world = runWorld(
    scenario({
      duration: '30m',
      pods: [
        {
          name: 'report',
          owner: 'Job',
          restartPolicy: 'Never',
          containers: [{ name: 'report', memory: { start: '10Mi', exit: { code: 1, after: '5s' } } }],
        },
      ],
    })
  );
  const ends = world.facts.flatMap((fact) => (fact.kind === 'end' ? [fact.at] : []));

  it('is given up after its backoffLimit of six', () => {
    expect(ends).toHaveLength(7);
  });

  it('waits twice as long before each next pod', () => {
    const waits = ends.slice(1).map((at, i) => (at - (ends[i] ?? 0)) / 1000);
    waits.forEach((wait, i) => {
      expect(wait).toBeGreaterThan(8 * 2 ** i);
      expect(wait).toBeLessThan(12 * 2 ** i + 30);
    });
  });
});
