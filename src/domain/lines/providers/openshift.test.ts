import { GiB, MiB } from '../../units';
import { detectProvider, findProvider } from '.';

test.each([
  ['on AWS', 'Red Hat Enterprise Linux CoreOS 417.94', 'openshift'],
  ['as OKD', 'Fedora CoreOS 39 (OpenShift)', 'openshift'],
  ['a CoreOS of another cluster', 'Fedora CoreOS 39', undefined],
])('%s, by its image', (_, osImage, expected) => {
  expect(detectProvider({ node: 'n', providerId: 'aws:///eu-west-1a/i-0', osImage })?.id).toBe(expected);
});

test('it reserves 1 GiB of any machine and has the kubelet’s threshold', () => {
  expect(findProvider('openshift')?.reserved({ capacity: 8 * GiB })).toBe(GiB);
  expect(findProvider('openshift')?.evictionHard).toBe(100 * MiB);
});
