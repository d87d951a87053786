import { FIGURE_3, FIGURE_6, KUBEPODS_RACE, STOPPED } from '../../../test/fixtures/incidents';

import { exportMarkdown } from './exportMarkdown';
import { markdownText } from './markdownText';
import type { Incident } from './types';

test('an incident reads from headline to prevention', () => {
  expect(exportMarkdown(FIGURE_6, { chart: 'incident.svg', link: 'http://grafana/a/x?y=1&z=2' }))
    .toBe(`# Something outside the pods took the node’s memory; the kubelet evicted node-exporter three times

- **Verdict:** OOM3 · node evicted. The node’s available memory fell below eviction-hard, so the kubelet evicted.
- **Confidence:** certain. kubelet\\_evictions names the signal, and node available lay below eviction-hard.
- **When:** 2026-11-21T21:23:48.000Z to 2026-11-21T21:24:49.000Z
- **Where:** node lab-node
- **Line crossed:** memory.available

![Node memory around the incident](<incident.svg>)

## What happened

- 21:18:05 Memory outside the pods began to grow by 17 MiB/s; the pods’ own use stayed at 270 MiB.
- 21:23:48 The node’s available memory fell below eviction-hard (750 MiB).

## Who caused it, who paid

- **Culprit:** outside the pods, 17.0 MiB/s before
- **evicted, paid for another:** monitoring/node-exporter-q6knv, BestEffort, 21:23:48 – 21:24:00
- **evicted, paid for another:** monitoring/node-exporter-scnqv, BestEffort, 21:24:18 – 21:24:30
- **evicted, paid for another:** monitoring/node-exporter-gq2dt, BestEffort, 21:24:48 – 21:25:00
- outside the pods: 17.0 MiB/s, 6080 MiB before, 520 MiB after
- monitoring/node-exporter-q6knv: 0.00 MiB/s, 40 MiB before, unknown after
- apps/web-584f99b7cd-6nbpc: 0.00 MiB/s, 110 MiB before, 110 MiB after

## Why we say so

- ✓ 21:24:00 node available 702 MiB &lt; eviction-hard 750 MiB (container\\_memory\\_working\\_set\\_bytes, query 1)
- ✗ 21:24:00 container\\_oom\\_events\\_total: no kill in these minutes (container\\_oom\\_events\\_total, query 2)

## What could not be seen

- The reason field of the evicted pods: their DaemonSet deleted them before any scrape. To see it: A kubelet log names them: paste it below.

## What would have prevented it

- Reserve what the system really uses: outside the pods it reached 6.0 GiB; kube-reserved is 1638 MiB.

## Queries

1. \`machine_memory_bytes{node="lab-node"} - container_memory_working_set_bytes{id="/",node="lab-node"}\`
2. \`container_oom_events_total{node="lab-node"}\`

[See it in Grafana](<http://grafana/a/x?y=1&z=2>)
`);
});

test.each<[string, Incident, string]>([
  ['an unknown culprit is called unknown', STOPPED, '**Culprit:** unknown\n'],
  ['the cluster stands beside the node', STOPPED, 'node lab-node, cluster lab'],
  ['exit code and reason stand with the victim', STOPPED, '21:45:00 (exit 143, Error)'],
  [
    'how sure it is of the culprit stands with it',
    { ...FIGURE_6, culprit: { ...FIGURE_6.culprit, confidence: 'likely' } },
    '**Culprit:** outside the pods (likely), 17.0 MiB/s before',
  ],
  [
    'how sure it is of a victim stands with it',
    { ...STOPPED, victims: STOPPED.victims.map((victim) => ({ ...victim, confidence: 'possible' as const })) },
    'apps/web-1 (possible), ',
  ],
  [
    'an incident within which the range begins says so',
    { ...STOPPED, begunBefore: true },
    'Z. It may have begun earlier: the time that was looked at begins within it.',
  ],
  ['a race is said in words', KUBEPODS_RACE, 'The kubelet evicted and the kernel killed within the same seconds.'],
])('%s', (_, incident, text) => {
  expect(exportMarkdown(incident)).toContain(text);
});

test('sections without content are left out', () => {
  expect(exportMarkdown(STOPPED)).not.toMatch(/What happened|Why we say so|What could not be seen/);
});

test('a document inside another starts its headings deeper', () => {
  expect(exportMarkdown(FIGURE_3, { level: 2 })).toMatch(/^## Pods crossed[^]*\n### What happened\n/);
});

const HOSTILE = '<img src=x onerror=alert(1)> [a](javascript:b) `c` *d* | e\n# f https://evil/ @all';

test('hostile text stays text wherever it comes from', () => {
  const printed = exportMarkdown({
    ...FIGURE_6,
    headline: HOSTILE,
    node: HOSTILE,
    signal: HOSTILE,
    confidenceRule: HOSTILE,
    victims: [{ ...FIGURE_6.victims[0]!, pod: HOSTILE, reason: HOSTILE }],
    story: [{ at: 0, text: HOSTILE }],
    evidence: [{ ...FIGURE_6.evidence[0]!, text: HOSTILE, source: HOSTILE, query: 'up{a="``<img src=x>"}' }],
    missing: [{ what: HOSTILE, setting: HOSTILE }],
    prevention: [HOSTILE],
  });
  const outsideCode = printed.replace(/(`+)(?!`).*?\1(?!`)/g, '');
  expect(outsideCode).not.toMatch(/<img|[^\\]\[a|\n# f|https:/);
});

test('what no source timed exactly is told as an interval', () => {
  const at = Date.UTC(2026, 10, 21, 21, 23, 41);
  const story = [{ at, until: at + 30_000, text: 'The kubelet evicted a pod.' }];
  expect(exportMarkdown({ ...FIGURE_6, story })).toContain('- 21:23:41 – 21:24:11 The kubelet evicted a pod.');
});

test('a query full of backticks stays one code span', () => {
  const evidence = [{ ...FIGURE_6.evidence[0]!, query: 'up{a="``"}\nb' }];
  expect(exportMarkdown({ ...FIGURE_6, evidence })).toContain('``` up{a="``"} b ```');
});

test('a link cannot end early', () => {
  expect(exportMarkdown(STOPPED, { link: 'http://g/>)<script>' })).toContain('(<http://g/%3E)%3Cscript%3E>)');
});

test.each([
  ['- a list', '\\- a list'],
  ['12. a number', '12\\. a number'],
  ['> a quote', '\\> a quote'],
  ['a\u001b[31mb', 'a \\[31mb'],
  ['plain, with (brackets) and 5 %', 'plain, with (brackets) and 5 %'],
])('%j is written %j', (text, written) => {
  expect(markdownText(text)).toBe(written);
});
