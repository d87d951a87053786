import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { readLog } from '../src/domain/logs/readLog';
import { oomJson, printOoms } from './oomOutput';

const CLOCK = { reference: Date.UTC(2026, 10, 22) };
const LOG = readFileSync(join(__dirname, '../test/fixtures/logs/recording-2-kernel-oom.log'), 'utf8');

describe('tidemark oom', () => {
  test('json gives scope, cgroups, victims and the task table of each report', () => {
    expect(oomJson(readLog(LOG, CLOCK))).toMatchObject({
      schemaVersion: 1,
      reports: expect.arrayContaining([
        expect.objectContaining({
          at: '2026-11-22T03:15:06.146Z',
          scope: 'kubepods',
          oomMemcg: '/kubepods.slice',
          group: true,
          victims: expect.arrayContaining([
            { pid: 10908, comm: 'leak', rssBytes: 1282076672, oomScoreAdj: 1000, uid: 0 },
          ]),
        }),
        expect.objectContaining({
          scope: 'node',
          oomMemcg: null,
          taskMemcg: expect.stringContaining('kubepods-besteffort'),
        }),
      ]),
    });
  });

  test.each([
    ['no OOM is said in words', 'nothing here', 'No OOM kill in this log.\n'],
    [
      'what was not understood is shown',
      'Killed process 12 but new',
      'No OOM kill in this log.\n\nNot understood (1):\n  line 1: Killed process 12 but new\n',
    ],
  ])('%s', (_, log, printed) => {
    expect(printOoms(readLog(log, CLOCK), 'table')).toBe(printed);
  });

  test.each([
    ['table', '\u001b[31m', '�[31m'],
    ['markdown', '<img src=x_y>', '&lt;img src=x\\_y>'],
  ] as const)('a hostile command name stays text in %s', (format, name, printed) => {
    const log = `Memory cgroup out of memory: Killed process 1 (${name}) total-vm:1kB, anon-rss:1kB, file-rss:0kB`;
    expect(printOoms(readLog(log, CLOCK), format)).toContain(printed);
  });

  test.each(['table', 'json', 'markdown'] as const)(
    'no control character of a log reaches the terminal in %s',
    (format) => {
      const hostile = 'x\u001b]0;y\u0007\u009b2J\u007f\u202e';
      const log = [
        `Killed process 12 but ${hostile}`,
        `2026-11-22T03:15:06Z ${hostile} kernel: Memory cgroup out of memory: Killed process 1 (${hostile}) total-vm:1kB, anon-rss:1kB, file-rss:0kB`,
      ].join('\n');
      const printed = printOoms(readLog(log, CLOCK), format);
      expect(printed).toMatch(/Killed process 12 but x|"text": "Killed process 12 but x/);
      expect(printed).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/);
    }
  );
});
