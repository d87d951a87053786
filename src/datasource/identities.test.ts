import type { NodeIdentity } from '../domain/node/nodeIdentity';

import { identities } from './identities';

const LAB_NODE: NodeIdentity = { node: 'lab-node', internalIp: '10.99.0.1' };
const START = Date.UTC(2026, 10, 21, 21, 5);
const KEY = { node: 'lab-node', to: START };

function remembering() {
  const clock = { now: START };
  const known = identities(() => clock.now);
  const load = jest.fn(() => Promise.resolve(LAB_NODE));
  return { clock, known, load };
}

test('a node is loaded once for five minutes', async () => {
  const { clock, known, load } = remembering();
  await known.find(KEY, load);
  clock.now += 5 * 60_000 - 1;
  expect(await known.find(KEY, load)).toEqual(LAB_NODE);
  expect(load).toHaveBeenCalledTimes(1);
  clock.now += 1;
  await known.find(KEY, load);
  expect(load).toHaveBeenCalledTimes(2);
});

test('panels that ask at once share one load', async () => {
  const { known, load } = remembering();
  await Promise.all([known.find(KEY, load), known.find(KEY, load)]);
  expect(load).toHaveBeenCalledTimes(1);
});

test('nodes of one name in two clusters are two nodes', async () => {
  const { known, load } = remembering();
  await known.find({ ...KEY, cluster: 'a' }, load);
  await known.find({ ...KEY, cluster: 'b' }, load);
  expect(load).toHaveBeenCalledTimes(2);
});

test('what the list of nodes showed needs no load', async () => {
  const { known, load } = remembering();
  known.remember([LAB_NODE]);
  expect(await known.find(KEY, load)).toBe(LAB_NODE);
  expect(load).not.toHaveBeenCalled();
});

test('the list of nodes is loaded once for its parts, and anew of a longer range, which may show more of them', async () => {
  const { known } = remembering();
  const load = jest.fn(() => Promise.resolve([LAB_NODE]));
  const day = { from: START - 24 * 3_600_000, to: START };
  await Promise.all([known.findAll(day, load), known.findAll({ ...day, to: day.to + 1000 }, load)]);
  expect(load).toHaveBeenCalledTimes(1);
  await known.findAll({ ...day, from: START - 7 * 24 * 3_600_000 }, load);
  expect(load).toHaveBeenCalledTimes(2);
});

test('a failed load is not remembered', async () => {
  const { known, load } = remembering();
  await expect(known.find(KEY, () => Promise.reject(new Error('down')))).rejects.toThrow('down');
  expect(await known.find(KEY, load)).toBe(LAB_NODE);
});

test('a node that is unknown at one time is looked up again for another', async () => {
  const { known, load } = remembering();
  const unknown = jest.fn(() => Promise.resolve<NodeIdentity>({ node: 'lab-node' }));
  await known.find(KEY, unknown);
  await known.find(KEY, unknown);
  expect(unknown).toHaveBeenCalledTimes(1);
  expect(await known.find({ ...KEY, to: START - 3_600_000 }, load)).toBe(LAB_NODE);
  expect(await known.find(KEY, unknown)).toBe(LAB_NODE);
});

test('a known node is known for every range', async () => {
  const { known, load } = remembering();
  await known.find(KEY, load);
  expect(await known.find({ ...KEY, to: START - 24 * 3_600_000 }, load)).toBe(LAB_NODE);
  expect(load).toHaveBeenCalledTimes(1);
});

test('parts of a page that ask in different ranges at once share one load', async () => {
  const { known, load } = remembering();
  const later = { ...KEY, to: START + 3_600_000 };
  expect(await Promise.all([known.find(KEY, load), known.find(later, load)])).toEqual([LAB_NODE, LAB_NODE]);
  expect(load).toHaveBeenCalledTimes(1);
});

test('where the first range knows no more than the name, or cannot be read, the other asks itself', async () => {
  const { known, load } = remembering();
  const later = { ...KEY, to: START + 3_600_000 };
  const unknown = () => Promise.resolve<NodeIdentity>({ node: 'lab-node' });
  expect(await Promise.all([known.find(KEY, unknown), known.find(later, load)])).toEqual([
    { node: 'lab-node' },
    LAB_NODE,
  ]);
  const other = { ...KEY, node: 'other' };
  const down = known.find(other, () => Promise.reject(new Error('down')));
  const asked = known.find({ ...other, to: later.to }, load);
  await expect(down).rejects.toThrow('down');
  expect(await asked).toBe(LAB_NODE);
});
