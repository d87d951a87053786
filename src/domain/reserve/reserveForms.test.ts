import { parse } from 'yaml';

import { MiB } from '../units';

import { readKubeletConfig, type ReserveSettings } from './kubeletConfig';
import { amount, RESERVE_FORMS, writeReserve } from './reserveForms';

const SETTINGS: ReserveSettings = {
  kubeReserved: 1638 * MiB,
  systemReserved: 100 * MiB,
  evictionHard: [
    { signal: 'memory.available', value: { kind: 'quantity', bytes: 750 * MiB } },
    { signal: 'nodefs.available', value: { kind: 'fraction', fraction: Math.fround(0.1) } },
  ],
  enforceNodeAllocatable: ['pods'],
};

describe('writeReserve', () => {
  it.each(['kubelet', 'kubeadm'] as const)('%s is read back as it was', (form) => {
    expect(readKubeletConfig(parse(writeReserve(SETTINGS, form)))).toEqual({ settings: SETTINGS, problems: [] });
  });

  it('eksctl and OpenShift take the same fields under their own', () => {
    expect(readKubeletConfig(parse(writeReserve(SETTINGS, 'eksctl')).kubeletExtraConfig).settings).toEqual(SETTINGS);
    const { systemReserved, kubeReserved } = readKubeletConfig(
      parse(writeReserve(SETTINGS, 'openshift')).spec.kubeletConfig
    ).settings;
    expect({ systemReserved, kubeReserved }).toEqual({ systemReserved: 1738 * MiB, kubeReserved: undefined });
  });

  it('writes flags as the kubelet takes them', () => {
    expect(writeReserve(SETTINGS, 'flags')).toBe(
      [
        '--kube-reserved=memory=1638Mi',
        '--system-reserved=memory=100Mi',
        '--eviction-hard=memory.available<750Mi,nodefs.available<10%',
        '--enforce-node-allocatable=pods',
        '',
      ].join('\n')
    );
  });

  it('gives k3s the same flags as a list', () => {
    const { 'kubelet-arg': args } = parse(writeReserve(SETTINGS, 'k3s'));
    expect(args.map((arg: string) => `--${arg}\n`).join('')).toBe(writeReserve(SETTINGS, 'flags'));
  });

  it.each(['aks', 'gke'] as const)(
    'says of %s that it does not take a reserve, and where its own settings are',
    (form) => {
      expect(writeReserve(SETTINGS, form)).toMatch(/^# .*reserve[\s\S]*https:\/\//);
    }
  );

  it.each(RESERVE_FORMS)('%s leaves out what is not set', (form) => {
    expect(writeReserve({}, form)).not.toMatch(/undefined|NaN/);
  });
});

it.each([
  [1638 * MiB, '1638Mi'],
  [1.5 * MiB, '1536Ki'],
  [1000, '1000'],
  [0, '0'],
])('%d bytes are written as %s', (bytes, text) => {
  expect(amount(bytes)).toBe(text);
});
