import { FIGURE_3, FIGURE_6, KUBEPODS_RACE, STOPPED } from '../../../test/fixtures/incidents';

import { answerPod, type LastEnd, type PodQuestion } from './podAnswer';

const at = (time: string) => Date.parse(`2026-11-21T${time}Z`);

const ask = (more: Partial<PodQuestion> & Pick<PodQuestion, 'search'>): PodQuestion => ({
  from: at('21:00:00'),
  to: at('22:00:00'),
  incidents: [FIGURE_3, FIGURE_6, KUBEPODS_RACE, STOPPED],
  ends: [],
  seen: true,
  incomplete: false,
  ...more,
});
const end = (more: Partial<LastEnd> = {}): LastEnd => ({
  namespace: 'apps',
  pod: 'api-0',
  container: 'api',
  at: at('21:30:00'),
  ...more,
});
const RANGE = 'between 2026-11-21 21:00:00 UTC and 2026-11-21 22:00:00 UTC';
const API = { namespace: 'apps', name: 'api' };
const LONE_UNKNOWN = { ...STOPPED, verdict: 'unknown' as const };

test.each<[string, Partial<PodQuestion> & Pick<PodQuestion, 'search'>, string, string]>([
  [
    'the incident that ended it',
    { search: { namespace: 'apps', name: 'web-584f99b7cd-6nbpc' } },
    'memory',
    'apps/web-584f99b7cd-6nbpc was OOM-killed at 2026-11-21 21:40:32 UTC and paid for another (OOM4 · kubepods limit, likely).',
  ],
  [
    'the newest of several',
    { search: { name: 'node-exporter' } },
    'memory',
    'monitoring/node-exporter-68cjj was evicted at 2026-11-21 21:40:34 UTC and paid for another (OOM4 · kubepods limit, likely); another memory incident touched it.',
  ],
  [
    'a kill inside it that it survived',
    {
      search: { name: 'prefork' },
      incidents: [{ ...KUBEPODS_RACE, verdict: 'child-killed', victims: KUBEPODS_RACE.victims.slice(1, 2) }],
    },
    'memory',
    'A process inside alloc-tests/prefork was OOM-killed at 2026-11-21 21:40:33 UTC; the container lived on (child killed, likely).',
  ],
  [
    'that it ended by itself for memory',
    { search: { name: 'web-1' }, incidents: [{ ...STOPPED, verdict: 'oom5-runtime-ceiling', memory: true }] },
    'memory',
    'apps/web-1 ended at 2026-11-21 21:45:00 UTC (OOM5 · runtime ceiling, certain).',
  ],
  [
    'that others paid for it',
    { search: { name: 'prefork' }, incidents: [{ ...KUBEPODS_RACE, victims: KUBEPODS_RACE.victims.slice(0, 1) }] },
    'caused',
    'alloc-tests/prefork grew at 2026-11-21 21:40:24 UTC and others paid (OOM4 · kubepods limit).',
  ],
  [
    'that it was stopped, which is not of memory',
    { search: { name: 'web-1' } },
    'not-memory',
    `Nothing of memory ended web-1 ${RANGE}: stopped at 2026-11-21 21:45:00 UTC.`,
  ],
  [
    'that its container ended otherwise, by its status alone',
    { search: API, ends: [end({ exitCode: 1, reason: 'Error' })] },
    'not-memory',
    `Nothing of memory ended apps/api ${RANGE}: a container ended at 2026-11-21 21:30:00 UTC.`,
  ],
  [
    'that nothing happened to it',
    { search: API },
    'no-end',
    `Nothing of memory ended apps/api ${RANGE}; no end of it was seen.`,
  ],
  [
    'that an end before the range is not of the range',
    { search: API, ends: [end({ at: at('20:00:00'), exitCode: 1 })] },
    'no-end',
    `Nothing of memory ended apps/api ${RANGE}; no end of it was seen.`,
  ],
  [
    'where to look when the kernel killed it before the range',
    { search: API, ends: [end({ at: at('20:00:00'), exitCode: 137, reason: 'OOMKilled' })] },
    'unknown',
    'apps/api-0 ended at 2026-11-21 20:00:00 UTC, before this range, flagged OOMKilled: look at the time around it.',
  ],
  [
    'no all-clear where its status is flagged and no incident explains it',
    { search: API, ends: [end({ exitCode: 137, reason: 'OOMKilled' })] },
    'unknown',
    'apps/api-0 ended at 2026-11-21 21:30:00 UTC, flagged OOMKilled, but no incident explains it.',
  ],
  [
    'where to look when the status has no time',
    { search: API, ends: [end({ at: undefined, seenAt: at('21:00:00'), reason: 'OOMKilled' })] },
    'unknown',
    'apps/api-0 ended before 2026-11-21 21:00:00 UTC, before this range, flagged OOMKilled: look at the time around it.',
  ],
  [
    'that it was stopped where the flag is only left over',
    {
      search: { name: 'web-1' },
      ends: [end({ pod: 'web-1', container: 'web', at: at('21:45:00'), exitCode: 143, reason: 'OOMKilled' })],
    },
    'not-memory',
    `Nothing of memory ended web-1 ${RANGE}: stopped at 2026-11-21 21:45:00 UTC.`,
  ],
  [
    'a kill by the kernel, also where the review leaves open at which limit',
    {
      search: { name: 'web-1' },
      incidents: [{ ...LONE_UNKNOWN, victims: LONE_UNKNOWN.victims.map((one) => ({ ...one, fate: 'oom-killed' })) }],
    },
    'memory',
    'apps/web-1 was OOM-killed at 2026-11-21 21:45:00 UTC (at which limit, the data does not tell).',
  ],
  [
    'nothing of memory where the kernel killed only others in that restart of the node',
    {
      search: { name: 'web-1' },
      incidents: [
        {
          ...STOPPED,
          verdict: 'node-restarted',
          memory: true,
          victims: [
            ...STOPPED.victims,
            { ...STOPPED.victims[0], pod: 'db-0', fate: 'oom-killed', earliest: 0, latest: 0, paidForAnother: false },
          ],
        },
      ],
    },
    'not-memory',
    `Nothing of memory ended web-1 ${RANGE}: node restarted at 2026-11-21 21:45:00 UTC.`,
  ],
  [
    'no all-clear where the review knows of an end and not why',
    { search: { name: 'web-1' }, incidents: [LONE_UNKNOWN] },
    'unknown',
    'apps/web-1 ended at 2026-11-21 21:45:00 UTC, and the data does not tell why.',
  ],
  [
    'no all-clear over half the data',
    { search: API, incomplete: true },
    'incomplete',
    `No memory incident of apps/api was found ${RANGE}, but not everything could be read.`,
  ],
  ['that it never was', { search: API, seen: false }, 'not-seen', `No pod and no workload apps/api was seen ${RANGE}.`],
  [
    'that it was not seen in half the data',
    { search: API, seen: false, incomplete: true },
    'incomplete',
    `apps/api was not seen ${RANGE}, but not everything could be read.`,
  ],
])('tells %s', (_, question, outcome, headline) => {
  expect(answerPod(ask(question))).toMatchObject({ outcome, headline });
});

test('decodes the last ends of its containers, newest first, and says which lie before the range', () => {
  const ends = [
    end({ at: at('20:00:00'), exitCode: 143 }),
    end({ container: 'sidecar', exitCode: 137 }),
    end({ namespace: 'other' }),
  ];
  expect(answerPod(ask({ search: API, ends })).ends).toMatchObject([
    { container: 'sidecar', before: false, words: expect.stringContaining('SIGKILL') },
    { container: 'api', before: true, words: expect.stringContaining('SIGTERM') },
  ]);
});
