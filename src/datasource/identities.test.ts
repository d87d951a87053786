import type { NodeIdentity } from '../domain/nodeIdentity';

import { identities } from './identities';

const LAB_NODE: NodeIdentity = { node: 'lab-node', internalIp: '10.99.0.1' };
const START = Date.UTC(2026, 10, 21, 21, 5);

function remembering() {
  const clock = { now: START };
  const known = identities(() => clock.now);
  const load = jest.fn(() => Promise.resolve(LAB_NODE));
  return { clock, known, load };
}

test('a node is loaded once for five minutes', async () => {
  const { clock, known, load } = remembering();
  await known.find({ node: 'lab-node' }, load);
  clock.now += 5 * 60_000 - 1;
  expect(await known.find({ node: 'lab-node' }, load)).toEqual(LAB_NODE);
  expect(load).toHaveBeenCalledTimes(1);
  clock.now += 1;
  await known.find({ node: 'lab-node' }, load);
  expect(load).toHaveBeenCalledTimes(2);
});

test('panels that ask at once share one load', async () => {
  const { known, load } = remembering();
  await Promise.all([known.find({ node: 'lab-node' }, load), known.find({ node: 'lab-node' }, load)]);
  expect(load).toHaveBeenCalledTimes(1);
});

test('nodes of one name in two clusters are two nodes', async () => {
  const { known, load } = remembering();
  await known.find({ cluster: 'a', node: 'lab-node' }, load);
  await known.find({ cluster: 'b', node: 'lab-node' }, load);
  expect(load).toHaveBeenCalledTimes(2);
});

test('what the list of nodes showed needs no load', async () => {
  const { known, load } = remembering();
  known.remember([LAB_NODE]);
  expect(await known.find({ node: 'lab-node' }, load)).toBe(LAB_NODE);
  expect(load).not.toHaveBeenCalled();
});

test('a failed load is not remembered', async () => {
  const { known, load } = remembering();
  await expect(known.find({ node: 'lab-node' }, () => Promise.reject(new Error('down')))).rejects.toThrow('down');
  expect(await known.find({ node: 'lab-node' }, load)).toBe(LAB_NODE);
});
