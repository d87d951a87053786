import { isMatch } from '../../../testing/standInLoki';

import { buildLogQuery, isComplete } from './logQuery';
import { nodePattern, type Stream } from './nodeStreams';

const NODE = 'worker-1.eu.example';
const build = (streams: readonly Stream[], more: { node?: string; cluster?: string } = {}) =>
  buildLogQuery({ node: NODE, labels: [...new Set(streams.flatMap((each) => Object.keys(each)))], streams, ...more });

const POD: Stream = { node_name: NODE, namespace: 'shop', pod: 'web-0', container: 'web', job: 'shop/web' };

describe('buildLogQuery', () => {
  test.each<[string, readonly Stream[], string]>([
    [
      'promtail’s journal, one stream a node',
      [{ job: 'systemd-journal', hostname: NODE }],
      `{hostname="${NODE}",job="systemd-journal"}`,
    ],
    [
      'promtail’s journal by unit, where the kernel has none, and not the other units',
      [
        { job: 'systemd-journal', hostname: 'worker-1' },
        { job: 'systemd-journal', hostname: 'worker-1', unit: 'kubelet.service' },
        { job: 'systemd-journal', hostname: 'worker-1', unit: 'ssh.service' },
      ],
      '{hostname="worker-1",job="systemd-journal",unit=~"|kubelet\\\\.service"}',
    ],
    [
      'Alloy’s journal with the scrape’s port at the node',
      [{ job: 'loki.source.journal.read', instance: `${NODE}:12345`, unit: 'k3s-agent.service' }],
      `{instance="${NODE}:12345",job="loki.source.journal.read",unit="k3s-agent.service"}`,
    ],
    [
      'the Linux integration’s, whose job does not speak of a journal',
      [
        { job: 'integrations/node_exporter', instance: NODE, transport: 'kernel' },
        { job: 'integrations/node_exporter', instance: NODE, transport: 'stdout', unit: 'kubelet.service' },
        { job: 'integrations/node_exporter', instance: NODE, transport: 'stdout', unit: 'cron.service' },
      ],
      `{instance="${NODE}",job="integrations/node_exporter",unit=~"|kubelet\\\\.service",transport=~"kernel|stdout"}`,
    ],
    [
      'a syslog identifier',
      ['kernel', 'kubelet', 'sshd'].map((syslog_identifier) => ({ nodename: NODE, syslog_identifier })),
      `{nodename="${NODE}",syslog_identifier=~"kernel|kubelet"}`,
    ],
    [
      'files of /var/log',
      ['kern.log', 'auth.log'].map((file) => ({ job: 'varlogs', host: NODE, filename: `/var/log/${file}` })),
      `{host="${NODE}",job="varlogs",filename="/var/log/kern.log"}`,
    ],
    [
      'the node’s journal, not its pods, although only those carry the better known label',
      [POD, { ...POD, job: 'journal' }, { job: 'journal', host: NODE }],
      `{host="${NODE}",job="journal"}`,
    ],
    [
      'the exact name before a short one',
      [
        { job: 'journal', node: 'worker-1' },
        { job: 'journal', nodename: NODE },
      ],
      `{nodename="${NODE}",job="journal"}`,
    ],
    [
      'no other node whose name begins alike',
      ['worker-10', 'worker-1'].map((node) => ({ job: 'journal', node })),
      '{node="worker-1",job="journal"}',
    ],
  ])('asks for %s', (_, streams, expr) => {
    expect(build(streams)).toEqual({ expr });
    expect(isComplete(expr)).toBe(true);
  });

  test.each<[string, readonly Stream[], { node?: string; cluster?: string }, string, RegExp]>([
    [
      'no stream names the node',
      [{ job: 'systemd-journal', machine: 'w1' }],
      {},
      `{FILL_IN="${NODE}",job=~".*journal.*"}`,
      /^No stream of this Loki around that time names worker-1\.eu\.example .* Its labels are job, machine\.$/,
    ],
    [
      'the node has the logs of pods only',
      [POD],
      {},
      `{node_name="${NODE}",FILL_IN="FILL_IN"}`,
      /none of its streams there looks like a kernel or kubelet log/,
    ],
    [
      'several hosts fit a short name',
      ['worker-1.a', 'worker-1.b'].map((node) => ({ job: 'journal', node })),
      { node: 'worker-1' },
      '{node="FILL_IN",job="journal"}',
      /^Several hosts could be worker-1: worker-1\.a, worker-1\.b\. Put the right one/,
    ],
    [
      'several clusters have such a node and none is the incident’s',
      ['eu', 'us'].map((cluster) => ({ job: 'journal', node: NODE, cluster })),
      { cluster: 'prod' },
      `{node="${NODE}",cluster="FILL_IN",job="journal"}`,
      /in several clusters: eu, us\./,
    ],
  ])('leaves open, and says so, that %s', (_, streams, more, expr, toFillIn) => {
    expect(build(streams, more)).toEqual({ expr, toFillIn: expect.stringMatching(toFillIn) });
    expect(isComplete(expr)).toBe(false);
  });

  test('takes the incident’s cluster out of several', () => {
    const streams = ['eu', 'us'].map((cluster) => ({ job: `${cluster}/journal`, node: NODE, cluster }));
    expect(build(streams, { cluster: 'us' })).toEqual({ expr: `{node="${NODE}",cluster="us",job="us/journal"}` });
  });

  test('a template without any label says no list of them', () => {
    expect(buildLogQuery({ node: 'n', labels: [], streams: [] }).toFillIn).not.toMatch(/labels are/);
  });

  test('a hostile value stays one value, and no variable of Grafana', () => {
    const hostile = { job: 'journal"} |= "${secret} [[x]] \\', node: NODE };
    const { expr } = build([hostile]);
    expect(expr).toBe(`{node="${NODE}",job="journal\\"} |= \\"\\x24{secret} [\\x5bx]] \\\\"}`);
    expect(isMatch(expr, hostile)).toBe(true);
  });
});

test.each<[string, string, readonly string[], readonly string[]]>([
  [
    'a name with a domain',
    'worker-1.eu',
    ['worker-1', 'Worker-1.eu', 'worker-1.eu:9100', 'worker-1:9100'],
    ['worker-10', 'my-worker-1'],
  ],
  ['an address', '10.0.0.1', ['10.0.0.1', '10.0.0.1:9100'], ['10.0.0.10', '10', '10.9.9.9', '10x0.0.1']],
])('the pattern of %s', (_, node, named, others) => {
  const finds = (value: string) => isMatch(`{node=~${JSON.stringify(nodePattern(node))}}`, { node: value });
  expect(named.filter(finds)).toEqual(named);
  expect(others.filter(finds)).toEqual([]);
});
