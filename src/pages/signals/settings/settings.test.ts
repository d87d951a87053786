import { parse } from 'yaml';

import { SIGNALS } from '../../../prometheus/signals/catalogue';
import type { SeenBy, SignalStatus } from '../../../prometheus/signals/evaluateSignals';

import { detectInstallation } from './detectInstallation';
import { settingFor } from './index';
import { INSTALLATION_NAMES, type Installation } from './setting';

const INSTALLATIONS = Object.keys(INSTALLATION_NAMES) as Installation[];

describe.each(INSTALLATIONS)('%s', (installation) => {
  test.each(SIGNALS.map((signal) => [signal.series, signal] as const))(
    'has a setting for %s, or says that it is not known',
    (_, signal) => {
      const setting = settingFor(signal, installation);
      if (setting.kind === 'not-known') {
        expect(setting.why).toMatch(/\.$/);
        return;
      }
      expect(setting.where).not.toBe('');
      expect(setting.text).toMatch(/\n$/);
      expect(setting.text).not.toMatch(/\t/);
      if (!setting.text.startsWith('kubectl')) {
        expect(() => parse(setting.text) as unknown).not.toThrow();
        expect(parse(setting.text)).toEqual(expect.any(Object));
      }
    }
  );
});

test.each(['aks', 'k8s-monitoring', 'gke'] as const)('%s keeps each family of cAdvisor by its name', (installation) => {
  for (const signal of SIGNALS.filter(({ from }) => from === 'cadvisor')) {
    const setting = settingFor(signal, installation);
    expect(setting.kind === 'text' && setting.text).toContain(signal.family ?? signal.metric);
  }
});

const status = (id: string, seenBy: readonly SeenBy[]): SignalStatus => ({
  signal: SIGNALS.find((signal) => signal.id === id)!,
  state: seenBy.length > 0 ? 'found' : 'missing',
  count: seenBy.length,
  seenBy,
});
const by = (job: string, path?: string): SeenBy => ({ job, nodeBy: 'node', count: 1, ...(path && { path }) });

test.each<readonly [string, readonly SignalStatus[], Installation]>([
  ['nothing', [], 'plain'],
  ['jobs of a name of one’s own', [status('containers', [by('my-nodes')])], 'plain'],
  [
    'kubelet with a path, and no root cgroup',
    [status('containers', [by('kubelet', '/metrics/cadvisor')])],
    'kube-prometheus-stack',
  ],
  [
    'kubelet with a path, and the root cgroup',
    [status('rootCgroup', [by('kubelet', '/metrics/cadvisor')])],
    'kube-prometheus',
  ],
  ['Alloy’s integrations', [status('containers', [by('integrations/kubernetes/cadvisor')])], 'k8s-monitoring'],
  ['the add-on’s jobs', [status('containers', [by('cadvisor')]), status('memTotal', [by('node')])], 'aks'],
])('%s is guessed to be %s', (_, statuses, installation) => {
  expect(detectInstallation(statuses)).toBe(installation);
});
