import { distinctBy } from './distinctBy';

it('keeps the last of each key, at the place of the first', () => {
  expect(distinctBy(['ash', 'beech', 'alder'], (tree) => tree.slice(0, 1))).toEqual(['alder', 'beech']);
});
