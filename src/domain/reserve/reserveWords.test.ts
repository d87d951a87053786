import type { NodeLines } from '../lines/nodeLines';
import { MiB } from '../units';

import type { ObservedUse } from './recommend';
import { reserveWords } from './reserveWords';

const mib = (value: number) => ({ value: value * MiB, provenance: 'configured' as const, source: 'test' });
const LINES: NodeLines = { capacity: mib(6953), reserved: mib(1638), evictionHard: mib(750), findings: [] };
const USE: ObservedUse = {
  highest: 1200 * MiB,
  highestAt: 1,
  p99: 900 * MiB,
  median: 700 * MiB,
  looks: 500,
  fastest: { perSecond: 50 * MiB, at: 2, of: 'pods' },
};
const say = (lines: NodeLines, use?: ObservedUse) => reserveWords(lines, use, (time) => `t${time}`);

describe('reserveWords', () => {
  it.each<[string, NodeLines, ObservedUse | undefined, readonly RegExp[]]>([
    [
      'a reserve that covers and a band that is wide',
      LINES,
      USE,
      [
        /1200 MiB \(t1\).* covers that with 438 MiB to spare/,
        /50\.0 MiB\/s.*t2.*500 MiB in the ten seconds.* wide enough/,
      ],
    ],
    [
      'a reserve that was outgrown',
      { ...LINES, reserved: mib(1000) },
      USE,
      [/is 200 MiB short: reserve 1200 MiB/, /wide enough/],
    ],
    [
      'a band too narrow',
      { ...LINES, evictionHard: mib(100) },
      USE,
      [/to spare/, /100 MiB is not: growth like that can pass the band unseen/],
    ],
    [
      'a leak outside the pods, for which nobody reserves',
      LINES,
      { ...USE, highest: 6297 * MiB },
      [/6297 MiB \(t1\), and 700 MiB half of the time\. That is no use to reserve for/, /wide enough/],
    ],
    ['a node where nothing grew', LINES, { ...USE, fastest: undefined }, [/to spare/, /^Nothing grew/]],
    ['unknown settings', { findings: [] }, USE, [/A reserve of 1200 MiB covers that\.$/, /looks of the kubelet\.$/]],
    ['too few looks', LINES, undefined, [/not both sampled often enough/]],
  ])('speaks of %s', (_, lines, use, expected) => {
    const said = say(lines, use);
    expect(said).toHaveLength(expected.length);
    said.forEach((sentence, index) => expect(sentence).toMatch(expected[index]!));
  });
});
