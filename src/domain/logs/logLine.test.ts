import { readLogLine } from './logLine';

const CLOCK = { reference: Date.UTC(2026, 10, 22) };
const AT = Date.UTC(2026, 10, 21, 20, 12, 51, 895);
const TEXT = 'node invoked oom-killer: gfp_mask=0xcc0(GFP_KERNEL), order=0, oom_score_adj=1000';

describe('readLogLine', () => {
  test.each([
    ['dmesg --time-format iso', `2026-11-21T20:12:51,895000+00:00 ${TEXT}`, { at: AT }],
    ['ISO with a zone', `2026-11-21T22:12:51.895+02:00 n1 kernel: ${TEXT}`, { at: AT, host: 'n1' }],
    [
      'rsyslog RFC 5424 time',
      `2026-11-21T20:12:51.895000Z aks-vmss000003 kernel: ${TEXT}`,
      { at: AT, host: 'aks-vmss000003' },
    ],
    [
      'syslog, year from the reference',
      `Nov 21 20:12:51 n1 kernel: [ 1756.895699] ${TEXT}`,
      { at: AT - 895, host: 'n1', sinceBoot: 1756895.699 },
    ],
    [
      'syslog of last December read in January',
      `Dec 31 23:59:59 n1 kernel: ${TEXT}`,
      { at: Date.UTC(2025, 11, 31, 23, 59, 59), host: 'n1' },
      { reference: Date.UTC(2026, 0, 2) },
    ],
    [
      'syslog of last January read in November is not next year’s',
      `Jan 21 20:12:51 n1 kernel: ${TEXT}`,
      { at: Date.UTC(2026, 0, 21, 20, 12, 51), host: 'n1' },
      { reference: Date.UTC(2026, 10, 22) },
    ],
    [
      'syslog of January about an incident of New Year’s Eve, read in February',
      `Jan  1 00:00:05 n1 kernel: ${TEXT}`,
      { at: Date.UTC(2027, 0, 1, 0, 0, 5), host: 'n1' },
      { reference: Date.UTC(2026, 11, 31, 23, 59), taken: Date.UTC(2027, 1, 1) },
    ],
    [
      'syslog of a zone ahead of UTC, read at once',
      `Nov 22 13:00:00 n1 kernel: ${TEXT}`,
      { at: Date.UTC(2026, 10, 22, 13), host: 'n1' },
      { reference: Date.UTC(2026, 10, 22) },
    ],
    [
      'syslog of a 29 February lies in a leap year',
      `Feb 29 10:00:00 n1 kernel: ${TEXT}`,
      { at: Date.UTC(2024, 1, 29, 10), host: 'n1' },
      { reference: Date.UTC(2026, 1, 20) },
    ],
    ['a day that no year has', `Feb 30 10:00:00 n1 kernel: ${TEXT}`, { host: 'n1' }],
    ['dmesg', `[ 1756.895699] ${TEXT}`, { sinceBoot: 1756895.699 }],
    ['dmesg with a CPU or task column', `[ 1756.895699][ T1234] ${TEXT}`, { sinceBoot: 1756895.699 }],
    ['raw /dev/kmsg level', `<4>[ 1756.895699] ${TEXT}`, { sinceBoot: 1756895.699 }],
    ['dmesg -T', `[Sat Nov 21 20:12:51 2026] ${TEXT}`, { at: AT - 895 }],
    [
      'journald JSON',
      JSON.stringify({ MESSAGE: TEXT, __REALTIME_TIMESTAMP: '1795291971895000', _HOSTNAME: 'n1' }),
      { at: AT, host: 'n1' },
    ],
    [
      'a date before JSON that has none, as a journal in Loki',
      `2026-11-21T20:12:51.895000000Z ${JSON.stringify({ MESSAGE: TEXT, _HOSTNAME: 'n1' })}`,
      { at: AT, host: 'n1' },
    ],
    [
      'a date before JSON that has its own',
      `2026-11-21T20:13:00Z ${JSON.stringify({ log: TEXT, time: '2026-11-21T20:12:51.895Z' })}`,
      { at: AT },
    ],
    ['container runtime JSON', JSON.stringify({ log: `${TEXT}\n`, time: '2026-11-21T20:12:51.895Z' }), { at: AT }],
    [
      'shipper JSON around syslog',
      JSON.stringify({ message: `Nov 21 20:12:51 n1 kernel: ${TEXT}`, '@timestamp': '2026-11-21T20:13:00Z' }),
      { at: AT - 895, host: 'n1' },
    ],
    ['no wrapping', TEXT, {}],
    ['Windows line end', `${TEXT}\r`, {}],
  ])('%s', (_, raw, stamp, clock = CLOCK) => {
    expect(readLogLine(raw, 7, clock)).toEqual({ number: 7, text: TEXT, ...stamp });
  });

  test('a kubelet line keeps its microseconds and loses its klog header', () => {
    const raw =
      'I1121 21:11:52.820874   31728 eviction_manager.go:589] eviction manager: pod a_b(c) is evicted successfully';
    expect(readLogLine(raw, 1, CLOCK)).toEqual({
      number: 1,
      text: 'eviction manager: pod a_b(c) is evicted successfully',
      at: Date.UTC(2026, 10, 21, 21, 11, 52) + 820.874,
    });
  });

  test.each([
    ['broken JSON stays as it is', '{"MESSAGE": "x'],
    ['JSON without a message stays as it is', '{"a":1}'],
    ['a process table row is no dmesg time', '[   3515]     0  3515      245'],
  ])('%s', (_, raw) => {
    expect(readLogLine(raw, 1, CLOCK)).toEqual({ number: 1, text: raw });
  });

  test('an endless line is cut', () => {
    expect(readLogLine('x'.repeat(1e6), 1, CLOCK).text).toHaveLength(8192);
  });
});
