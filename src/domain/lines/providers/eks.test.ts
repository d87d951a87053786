import { GiB, MiB } from '../../units';
import { detectProvider, findProvider } from '.';

test.each([
  ['a node of EKS', { providerId: 'aws:///eu-west-1a/i-0', kubeletVersion: 'v1.31.2-eks-94953ac' }, 'eks'],
  ['a machine of one’s own on AWS', { providerId: 'aws:///eu-west-1a/i-0', kubeletVersion: 'v1.31.2' }, undefined],
])('%s', (_, identity, expected) => {
  expect(detectProvider({ node: 'n', ...identity })?.id).toBe(expected);
});

test.each([
  [29, 574 * MiB],
  [110, 1465 * MiB],
  [undefined, undefined],
])('it reserves by the number of pods, whatever the machine: %s pods, %s', (maxPods, expected) => {
  const reserved = (capacity: number) =>
    findProvider('eks')?.reserved({ capacity, ...(maxPods !== undefined && { maxPods }) });
  expect([reserved(8 * GiB), reserved(64 * GiB)]).toEqual([expected, expected]);
});
