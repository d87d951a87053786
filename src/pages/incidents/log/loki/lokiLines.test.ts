import { FieldType, toDataFrame } from '@grafana/data';

import { decodeLokiLines, logText } from './lokiLines';

const NANOS = '1795291971895699123';
const MS = 1795291971895;

const legacy = (rows: ReadonlyArray<readonly [string, string]>) =>
  toDataFrame({
    fields: [
      { name: 'labels', type: FieldType.other, values: rows.map(() => ({})) },
      { name: 'Time', type: FieldType.time, values: rows.map(([nanos]) => Number(nanos.slice(0, -6))) },
      { name: 'Line', type: FieldType.string, values: rows.map(([, text]) => text) },
      { name: 'tsNs', type: FieldType.string, values: rows.map(([nanos]) => nanos) },
      { name: 'traceID', type: FieldType.string, values: rows.map(() => 'a derived field') },
    ],
  });
const dataplane = toDataFrame({
  fields: [
    { name: 'labels', type: FieldType.other, values: [{}] },
    { name: 'timestamp', type: FieldType.time, values: [MS] },
    { name: 'body', type: FieldType.string, values: ['oom-kill:'] },
    { name: 'id', type: FieldType.string, values: [`${NANOS}_1d8c2178_1`] },
  ],
});
const textOf = (...frames: unknown[]) => logText(decodeLokiLines(frames).lines).split('\n');

describe('Loki’s lines', () => {
  test.each<[string, unknown[], readonly string[]]>([
    ['get the entry’s time', [legacy([[NANOS, 'oom-kill:']])], ['2026-11-21T20:12:51.895699123Z oom-kill:']],
    ['get it from a dataplane frame too', [dataplane], ['2026-11-21T20:12:51.895699123Z oom-kill:']],
    [
      'get it to the millisecond where no more is known',
      [
        toDataFrame({
          fields: [
            { name: 'Time', values: [MS] },
            { name: 'Line', values: ['a'] },
          ],
        }),
      ],
      ['2026-11-21T20:12:51.895000000Z a'],
    ],
    [
      'keep a date of their own',
      [legacy([[NANOS, '2026-11-21T22:12:51+02:00 n1 kernel: a']])],
      ['2026-11-21T22:12:51+02:00 n1 kernel: a'],
    ],
    [
      'are put in order over streams and frames, to the nanosecond',
      [
        legacy([
          ['1795291971895699125', 'third'],
          [NANOS, 'first'],
        ]),
        legacy([['1795291971895699124', 'second']]),
      ],
      ['first', 'second', 'third'].map((text, i) => `2026-11-21T20:12:51.89569912${3 + i}Z ${text}`),
    ],
    [
      'keep their order within one moment',
      [
        legacy([
          [NANOS, 'b'],
          [NANOS, 'a'],
        ]),
      ],
      ['b', 'a'].map((text) => `2026-11-21T20:12:51.895699123Z ${text}`),
    ],
    [
      'are dated one by one where an entry holds several',
      [legacy([[NANOS, 'a\nb']])],
      ['a', 'b'].map((text) => `2026-11-21T20:12:51.895699123Z ${text}`),
    ],
  ])('%s', (_, frames, text) => {
    expect(textOf(...frames)).toEqual(text);
  });

  test.each<[string, unknown[], object]>([
    ['nothing', [], { lines: [], hasMetrics: false }],
    ['an empty frame', [legacy([])], { lines: [], hasMetrics: false }],
    ['no frame at all', [undefined, 'x'], { lines: [], hasMetrics: false }],
    [
      'numbers',
      [
        toDataFrame({
          fields: [
            { name: 'Time', values: [MS] },
            { name: 'Value', values: [1] },
          ],
        }),
      ],
      { lines: [], hasMetrics: true },
    ],
    [
      'a warning',
      [toDataFrame({ name: 'Warnings', meta: { notices: [{ severity: 'warning', text: 'sampled' }] }, fields: [] })],
      { lines: [], notices: ['sampled'], hasMetrics: false },
    ],
  ])('%s is told from lines', (_, frames, read) => {
    expect(decodeLokiLines(frames)).toMatchObject(read);
  });
});
