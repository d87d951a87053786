import { holdsAgainst, ofEnd, started } from '../../../../test/fixtures/holdsAgainst';
import { data, end, EVENT, kill, SURVIVOR } from '../../../../test/fixtures/reviewFacts';

import type { ContainerMemory } from '../reviewData';

import { NODE_RESTARTED } from './nodeRestarted';

const BOOTED = 'the node’s boot time moves';
const GONE = 'its containers are found gone';
const COUNTED = 'the kernel’s OOM killer counts none';
const READY = 'the node’s Ready condition';
const DOWN = 'the node is not ready, and nothing of it is sampled any more';
const LOST = end({ exitCode: 255, reason: 'Unknown' });
const NOT_READY = { notReady: [{ earliest: EVENT, latest: EVENT + 60_000, status: 'unknown' as const }] };
const BOOT = { restarts: [started('node')] };

describe('NODE_RESTARTED', () => {
  holdsAgainst(NODE_RESTARTED.predictions, [
    { fact: 'of a container found gone', asks: BOOTED, subject: ofEnd(LOST), given: data(BOOT), says: 'for names' },
    {
      fact: 'of a container that ended by a code of its own in the minutes before',
      asks: BOOTED,
      subject: ofEnd(end({ exitCode: 143, reason: 'Error' })),
      given: data(BOOT),
      says: 'for measured',
    },
    {
      fact: 'a container ran on through it',
      asks: BOOTED,
      subject: ofEnd(LOST),
      given: data({}, { containers: [SURVIVOR] }),
      says: 'against measured',
    },
    { fact: 'the boot time is not collected', asks: BOOTED, subject: ofEnd(LOST), says: 'silent' },
    {
      fact: 'two pods in the same seconds',
      asks: GONE,
      subject: ofEnd(LOST),
      given: data({ ends: [LOST, end({ pod: 'db', exitCode: 255, reason: 'Unknown' })] }),
      says: 'for fits',
    },
    { fact: 'one pod alone', asks: GONE, subject: ofEnd(LOST), given: data({ ends: [LOST] }), says: 'silent' },
    {
      fact: 'the kernel counted this very end',
      asks: COUNTED,
      subject: ofEnd(end(), { ...kill(end()), rivals: [] }),
      given: data(BOOT),
      says: 'against measured',
    },
    {
      fact: 'the kernel counted one of several ends',
      asks: COUNTED,
      subject: ofEnd(end(), { ...kill(end()), rivals: [end({ pod: 'db' })] }),
      given: data(BOOT),
      says: 'against fits',
    },
    { fact: 'the kernel counted nothing', asks: COUNTED, subject: ofEnd(end()), given: data(BOOT), says: 'silent' },
    {
      fact: 'Ready was unknown then',
      asks: READY,
      subject: ofEnd(LOST),
      given: data({ notReady: [{ earliest: EVENT, latest: EVENT + 60_000, status: 'unknown' }] }),
      says: 'for fits',
    },
    {
      fact: 'Ready was unknown an hour before',
      asks: READY,
      subject: ofEnd(LOST),
      given: data({ notReady: [{ earliest: EVENT - 3_600_000, latest: EVENT - 3_500_000, status: 'unknown' }] }),
      says: 'silent',
    },
    {
      fact: 'no container was sampled after it',
      asks: DOWN,
      subject: ofEnd(LOST),
      given: data(NOT_READY, { containers: [untilEvent(SURVIVOR)] }),
      says: 'for measured',
    },
    {
      fact: 'others were sampled to the end of the range',
      asks: DOWN,
      subject: ofEnd(LOST),
      given: data(NOT_READY, { containers: [untilEvent(SURVIVOR), { ...SURVIVOR, id: '/other' }] }),
      says: 'silent',
    },
    {
      fact: 'the samples end, and the node was ready',
      asks: DOWN,
      subject: ofEnd(LOST),
      given: data({}, { containers: [untilEvent(SURVIVOR)] }),
      says: 'silent',
    },
    {
      fact: 'no container was ever sampled',
      asks: DOWN,
      subject: ofEnd(LOST),
      given: data(NOT_READY),
      says: 'silent',
    },
  ]);
});

function untilEvent(container: ContainerMemory): ContainerMemory {
  return { ...container, samples: container.samples.filter(({ at }) => at <= EVENT) };
}
