import { exposed } from '../simulator/exposition';

import { leakCommand } from './leakCommand';
import { scrapeConfig } from './scrapeConfig';
import { textPage } from './textPage';

const MiB = 1024 ** 2;

describe('textPage', () => {
  it('writes a line a series, with hostile labels escaped and times in milliseconds', () => {
    const page = textPage((push) => {
      push(exposed('up'), 1);
      push(exposed('kube_pod_info', { pod: 'a"b\\c\nd' }), 2.5, 1764097218123.4);
    });
    expect(page).toBe('up{} 1\nkube_pod_info{pod="a\\"b\\\\c\\nd"} 2.5 1764097218123\n');
  });
});

describe('leakCommand', () => {
  it.each([
    [
      'what is held beyond Node’s own 45 MiB, at once',
      { start: 80 * MiB, wobble: 0 },
      { after: 0, args: ['--block=35', '--max=35', '--hold=-1', '--statistics=0'] },
    ],
    [
      'growth without an end',
      { start: 0, wobble: 0, grow: { by: 4 * MiB, every: 1000, after: 20_000, to: 1024 ** 4 } },
      { after: 20, args: ['--block=4', '--delay=1000', '--max=0', '--hold=-1', '--statistics=0'] },
    ],
    [
      'growth to a size',
      { start: 0, wobble: 0, grow: { by: MiB, every: 500, after: 0, to: 145 * MiB } },
      { after: 0, args: ['--block=1', '--delay=500', '--max=100', '--hold=-1', '--statistics=0'] },
    ],
    [
      'less than Node takes as the least block there is',
      { start: 20 * MiB, wobble: 0 },
      { after: 0, args: ['--block=0.25', '--max=0.25', '--hold=-1', '--statistics=0'] },
    ],
  ])('gives %s', (_, memory, expected) => {
    expect(leakCommand(memory)).toEqual(expected);
  });
});

describe('scrapeConfig', () => {
  it('scrapes each page as a job of the node', () => {
    expect(scrapeConfig({ node: 'lab-host', pages: { kubelet: 'http://127.0.0.1:1/metrics' } })).toBe(
      [
        'global:',
        '  scrape_interval: 5s',
        '  scrape_timeout: 5s',
        'scrape_configs:',
        '  - job_name: kubelet',
        '    honor_labels: true',
        '    metrics_path: /metrics',
        '    static_configs:',
        '      - targets:',
        '          - 127.0.0.1:1',
        '        labels:',
        '          instance: lab-host',
        '          node: lab-host',
        '',
      ].join('\n')
    );
  });
});
