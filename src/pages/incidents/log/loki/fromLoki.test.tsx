import { act, render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { Blob as NodeBlob } from 'node:buffer';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { TextDecoder } from 'node:util';
import React, { useState } from 'react';

import { KUBEPODS_RACE } from '../../../../../test/fixtures/incidents';
import { applyLog } from '../../../../domain/incidents/applyLog';
import type { LogReview } from '../../../../domain/logs/readLog';
import { installLokis, StandInLoki } from '../../../testing/standInLoki';
import { AddLog } from '../AddLog';

import { MAX_LINES } from './askLoki';

jest.mock('../startLogWorker', () => ({
  startLogWorker: () => {
    throw new Error('no workers here');
  },
}));
// A browser's, which jsdom lacks.
Object.assign(globalThis, { Blob: NodeBlob, TextDecoder });

const NODE = KUBEPODS_RACE.node;
const nanosOf = (at: number, rest = '000000') => `${at}${rest}`;
const AT = KUBEPODS_RACE.start;

/** The recorded kernel log as a shipper of the journal keeps it: the message alone, its time beside it. */
const KERNEL = readFileSync(join(__dirname, '../../../../../test/fixtures/logs/recording-1-kernel-oom.log'), 'utf8')
  .trim()
  .split('\n')
  .flatMap((line) => {
    const [, time, micros, message] = /^(\S+),(\d{6})\+00:00 (.*)$/.exec(line) ?? [];
    return time && micros && message !== undefined
      ? [[nanosOf(Date.parse(`${time}Z`) / 1000, `${micros}000`), message] as const]
      : [];
  });

const JOURNAL = { job: 'systemd-journal', hostname: NODE };
const QUERY = `{hostname="${NODE}",job="systemd-journal",unit=~"|kubelet\\\\.service"}`;
const journal = () =>
  new StandInLoki([
    { labels: { ...JOURNAL, unit: 'kubelet.service' }, lines: [[nanosOf(AT), 'I1121 21:40:24.1 1 a.go:1] SyncLoop']] },
    { labels: { ...JOURNAL, unit: 'ssh.service' }, lines: [[nanosOf(AT), 'oom-kill: forged by a login name']] },
    { labels: JOURNAL, lines: KERNEL },
    { labels: { ...JOURNAL, hostname: 'other' }, lines: KERNEL },
  ]);

const onLog = jest.fn<void, [LogReview | undefined]>();
const taken = () => onLog.mock.lastCall?.[0];
beforeEach(() => onLog.mockClear());

function Host() {
  const [log, setLog] = useState<LogReview>();
  const take = (next: LogReview | undefined) => {
    onLog(next);
    setLog(next);
  };
  return <AddLog incident={KUBEPODS_RACE} timeZone="utc" log={log} onLog={take} />;
}

function show(lokis: Readonly<Record<string, StandInLoki>>) {
  installLokis(lokis);
  return render(<Host />);
}

const BUTTON = 'Read the kernel’s and kubelet’s log from Loki';
const click = (name: string) => userEvent.click(screen.getByRole('button', { name }));
/** Beside the log that it brought, not in the field for it. */
const shownQuery = (text = QUERY) => screen.findByText(text, { selector: 'code' });
const query = () => screen.findByRole('textbox', { name: 'LogQL query' });

describe('a log from Loki', () => {
  it('is not offered where there is no Loki', async () => {
    show({});
    expect(screen.queryByRole('button', { name: /Loki/ })).not.toBeInTheDocument();
    await click('Add a log');
    expect(screen.queryByRole('button', { name: /Loki/ })).not.toBeInTheDocument();
  });

  it('is read by one click, names its query, and settles the verdict', async () => {
    const loki = journal();
    show({ main: loki });
    expect(loki.asked).toEqual([]);
    await click(BUTTON);
    expect(await shownQuery()).toBeInTheDocument();
    expect(screen.getByText(/^\d+ lines of 2026-11-21 21:35:24 – 21:45:34 UTC from Loki of main:/)).toBeInTheDocument();
    expect(screen.queryByRole('alert')).not.toBeInTheDocument();
    const log = taken();
    expect(log?.notUnderstood).toEqual([]);
    expect(KUBEPODS_RACE.confidence).toBe('likely');
    expect(log && applyLog(KUBEPODS_RACE, log, { pods: [] }).confidence).toBe('certain');
  });

  it('asks for that node and time alone, and stores nothing', async () => {
    const loki = journal();
    show({ main: loki });
    await click(BUTTON);
    await shownQuery();
    const range = { start: nanosOf(AT - 300_000), end: nanosOf(KUBEPODS_RACE.end + 300_000) };
    expect(loki.asked).toEqual([
      ['labels', range],
      ['series', { ...range, 'match[]': `{hostname=~"(?i)lab-node([.].*)?(:[0-9]+)?"}` }],
    ]);
    expect(loki.queries).toMatchObject([
      { targets: [{ expr: QUERY, queryType: 'range', direction: 'forward', maxLines: MAX_LINES }] },
    ]);
    expect(window.localStorage).toHaveLength(0);
  });

  it('leaves its query to be changed when it is taken away again', async () => {
    const loki = journal();
    show({ main: loki });
    await click(BUTTON);
    await shownQuery();
    await click('Remove the log');
    const box = await query();
    expect(box).toHaveValue(QUERY);
    await userEvent.clear(box);
    await userEvent.click(box);
    await userEvent.paste('{unit="kubelet.service"}');
    await click('Ask Loki of main');
    expect(await screen.findByText(/^1 line of /)).toBeInTheDocument();
    expect(await shownQuery('{unit="kubelet.service"}')).toBeInTheDocument();
  });

  it('of several Lokis is asked of the one that was clicked', async () => {
    const [eu, us] = [journal(), journal()];
    show({ eu, us });
    await click('Read the kernel’s and kubelet’s log from Loki of us');
    await shownQuery();
    expect([eu.queries, us.queries].map(({ length }) => length)).toEqual([0, 1]);
  });

  it('waits for what nobody but a person knows', async () => {
    const loki = new StandInLoki([{ labels: { job: 'journal', machine: NODE }, lines: KERNEL }]);
    show({ main: loki });
    await click(BUTTON);
    const box = await query();
    expect(
      screen.getByText(/Put the label of the node in place of FILL_IN.*Its labels are job, machine\./)
    ).toBeVisible();
    expect(screen.getByRole('button', { name: 'Ask Loki of main' })).toBeDisabled();
    expect(loki.queries).toEqual([]);
    await userEvent.clear(box);
    await userEvent.click(box);
    await userEvent.paste(`{machine="${NODE}"}`);
    await click('Ask Loki of main');
    expect(await screen.findByText(/The log holds \d+ lines, [1-9]\d* OOM reports/)).toBeInTheDocument();
  });

  it('that reached the limit says what is not among its lines', async () => {
    const lines = Array.from({ length: MAX_LINES + 1 }, (_, i) => [nanosOf(AT + i), `line ${i}`] as const);
    show({ main: new StandInLoki([{ labels: JOURNAL, lines }]) });
    await click(BUTTON);
    expect(
      await screen.findByText(/^Loki gave 5000 lines.* What came after 2026-11-21 21:40:28 UTC is not among them/)
    ).toBeInTheDocument();
  });

  it.each<[string, (loki: StandInLoki) => void, RegExp]>([
    [
      'has no line',
      (loki) => {
        loki.answer = () => ({ data: [] });
      },
      /Loki has no line for this query from 2026-11-21 21:35:24 – 21:45:34 UTC/,
    ],
    [
      'refuses',
      (loki) => {
        loki.answer = () => ({ data: [], errors: [{ message: 'max entries limit per query exceeded' }] });
      },
      /max entries limit per query exceeded/,
    ],
    [
      'throws',
      (loki) => {
        loki.answer = () => {
          throw new Error('Bad Gateway');
        };
      },
      /Bad Gateway/,
    ],
    [
      'does not tell its labels',
      (loki) => {
        loki.getResource = () => Promise.reject({ status: 403, data: { message: 'Forbidden' } });
      },
      /Its labels could not be read: Forbidden/,
    ],
  ])('says so when Loki %s, and shows the query', async (_, spoil, words) => {
    const loki = journal();
    spoil(loki);
    show({ main: loki });
    await click(BUTTON);
    expect(await screen.findByText(words)).toBeInTheDocument();
    expect(await query()).toBeInTheDocument();
    expect(onLog).not.toHaveBeenCalled();
  });

  it('does not come after the page was left', async () => {
    const loki = journal();
    let tell = (_: unknown) => {};
    loki.getResource = () => new Promise((resolve) => (tell = resolve));
    const { unmount } = show({ main: loki });
    await click(BUTTON);
    unmount();
    await act(async () => tell({ data: [] }));
    expect(loki.queries).toEqual([]);
  });
});
