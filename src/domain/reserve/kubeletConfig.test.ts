import { MiB } from '../units';

import { findTooLarge, readKubeletConfig } from './kubeletConfig';

const KIND = { apiVersion: 'kubelet.config.k8s.io/v1beta1', kind: 'KubeletConfiguration' };
const memory = (bytes: number) => ({ signal: 'memory.available', value: { kind: 'quantity', bytes } });

describe('readKubeletConfig', () => {
  it('reads the article’s node', () => {
    const config = {
      ...KIND,
      kubeReserved: { cpu: '100m', memory: '1638Mi' },
      evictionHard: { 'memory.available': '750Mi', 'nodefs.available': '10%' },
      enforceNodeAllocatable: ['pods'],
      clusterDNS: ['10.0.0.10'],
    };
    expect(readKubeletConfig(config)).toEqual({
      settings: {
        kubeReserved: 1638 * MiB,
        evictionHard: [
          memory(750 * MiB),
          { signal: 'nodefs.available', value: { kind: 'fraction', fraction: Math.fround(0.1) } },
        ],
        enforceNodeAllocatable: ['pods'],
      },
      problems: [],
    });
  });

  it('reads what /configz answers', () => {
    expect(readKubeletConfig({ kubeletconfig: { systemReserved: { memory: '1Gi' } } })).toEqual({
      settings: { systemReserved: 1024 * MiB },
      problems: [],
    });
  });

  it('leaves out what is not set, so that the kubelet’s own defaults count', () => {
    expect(readKubeletConfig({ ...KIND, evictionHard: null, kubeReserved: { cpu: '1' } })).toEqual({
      settings: {},
      problems: [],
    });
  });

  it.each([
    ['a list', [], /^Expected a kubelet configuration/],
    ['nothing', undefined, /^Expected a kubelet configuration/],
    ['another object', { kind: 'ConfigMap' }, /^This is a "ConfigMap"\. Expected/],
    [
      'an amount as a bare number',
      { kubeReserved: { memory: 1638 } },
      /^kubeReserved\.memory: "1638" is not a text in quotes or with a unit/,
    ],
    ['an amount with a wrong suffix', { kubeReserved: { memory: '1638MB' } }, /^kubeReserved\.memory: .*"1638MB"/],
    ['a reserve that is no map', { systemReserved: '1Gi' }, /^systemReserved: "1Gi" is not a text/],
    [
      'an unknown signal',
      { evictionHard: { 'memory.free': '1Gi' } },
      /^evictionHard: "memory\.free" is not an eviction signal/,
    ],
    ['a percentage above 100', { evictionHard: { 'memory.available': '101%' } }, /^evictionHard: "101%".* not between/],
    [
      'a soft threshold without its grace period',
      { evictionSoft: { 'memory.available': '1Gi' } },
      /^evictionSoft memory\.available has no evictionSoftGracePeriod/,
    ],
    [
      'a grace period that is no duration',
      { evictionSoft: { 'memory.available': '1Gi' }, evictionSoftGracePeriod: { 'memory.available': '90' } },
      /^evictionSoftGracePeriod memory\.available: "90" is no duration/,
    ],
    [
      'a key in wrong case',
      { evictionhard: { 'memory.available': '1Gi' } },
      /^"evictionhard" is not read by the kubelet: write evictionHard/,
    ],
    [
      'a flag’s name',
      { 'kube-reserved': { memory: '1Gi' } },
      /^"kube-reserved" is not read by the kubelet: write kubeReserved/,
    ],
    [
      'something that cannot be enforced',
      { enforceNodeAllocatable: ['pod'] },
      /^enforceNodeAllocatable: "pod" is none of none, pods/,
    ],
    [
      'an enforcement that is no list',
      { enforceNodeAllocatable: 'pods' },
      /^enforceNodeAllocatable: "pods" is none of/,
    ],
  ])('refuses %s, quoting it', (_, given, problem) => {
    const document = Array.isArray(given) || given === undefined ? given : { ...KIND, ...given };
    const { problems } = readKubeletConfig(document);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(problem);
  });

  it('names every problem at once', () => {
    const config = { ...KIND, kubeReserved: { memory: 'x' }, evictionHard: { 'memory.available': '-1' } };
    expect(readKubeletConfig(config).problems).toHaveLength(2);
  });
});

it.each([
  { allocatable: 1, refused: false },
  { allocatable: 0, refused: true },
])('a reserve that leaves $allocatable bytes is refused: $refused', ({ allocatable, refused }) => {
  expect(findTooLarge(1000, allocatable) !== undefined).toBe(refused);
});
