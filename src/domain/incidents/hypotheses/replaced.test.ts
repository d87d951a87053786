import { holdsAgainst, ofEnd, started } from '../../../../test/fixtures/holdsAgainst';
import { data, end, EVENT, evicted, kill, WEB } from '../../../../test/fixtures/reviewFacts';

import { REPLACED } from './replaced';

const DELETED = 'the pod was to be deleted';
const EVICTED = 'the kubelet evicts nothing';
const OWNER = 'a controller owns the pod';
const ORDER = 'it stops when asked';
const COUNT = 'the node’s count of OOM kills stands still';
const DRAIN = 'for a drain';
const STOPPED = end({ exitCode: 143, reason: 'Error', restarted: false });
const pod = (more: object) => ({
  pods: [{ namespace: 'shop', pod: 'web', uid: 'u', firstSeen: 0, lastSeen: EVENT, before: true, ...more }],
});

describe('REPLACED', () => {
  holdsAgainst(REPLACED.predictions, [
    {
      fact: 'its deletion was due half a minute later',
      asks: DELETED,
      subject: ofEnd(STOPPED),
      given: data({ ...pod({ deletedBy: EVENT + 30_000 }), bootKnown: true }),
      says: 'for names',
    },
    {
      fact: 'its deletion was due half a minute later, and the node started again, with a new count of kills',
      asks: DELETED,
      subject: ofEnd(STOPPED),
      given: data({ ...pod({ deletedBy: EVENT + 30_000 }), bootKnown: true, restarts: [started('node')] }),
      says: 'for fits',
    },
    {
      fact: 'its deletion was asked for two minutes after it had ended',
      asks: DELETED,
      subject: ofEnd(STOPPED),
      given: data(pod({ deletedBy: EVENT + 150_000 })),
      says: 'for fits',
    },
    {
      fact: 'it was gone soon after, by nobody’s order',
      asks: DELETED,
      subject: ofEnd({ ...STOPPED, podGoneAt: EVENT + 30_000 }),
      says: 'for fits',
    },
    {
      fact: 'it was started again in the same pod',
      asks: DELETED,
      subject: ofEnd(end({ exitCode: 143 })),
      given: data(pod({ deletedBy: EVENT + 30_000 })),
      says: 'against measured',
    },
    {
      fact: 'it was to be deleted, but may be a bare pod, and the kernel counted a kill',
      asks: DELETED,
      subject: ofEnd(end({ restarted: false }), { ...kill(end()), rivals: [] }),
      given: data(pod({ deletedBy: EVENT + 30_000 })),
      says: 'silent',
    },
    {
      fact: 'it was to be deleted by whoever owns it, and the kernel counted a kill',
      asks: DELETED,
      subject: ofEnd(end({ restarted: false }), { ...kill(end()), rivals: [] }),
      given: data(pod({ deletedBy: EVENT + 30_000, owner: { kind: 'ReplicaSet', name: 'web' } })),
      says: 'for fits',
    },
    { fact: 'the pod stayed', asks: DELETED, subject: ofEnd(STOPPED), says: 'silent' },
    {
      fact: 'it evicted in the same minute',
      asks: EVICTED,
      subject: ofEnd(STOPPED),
      given: data({ evictions: [evicted('memory.available')] }),
      says: 'against fits',
    },
    { fact: 'it evicted nothing', asks: EVICTED, subject: ofEnd(STOPPED), says: 'silent' },
    {
      fact: 'the kernel counted this very end',
      asks: COUNT,
      subject: ofEnd(end(), { ...kill(end()), rivals: [] }),
      says: 'against measured',
    },
    {
      fact: 'the kernel counted nothing',
      asks: COUNT,
      subject: ofEnd(STOPPED),
      given: data({ bootKnown: true }),
      says: 'for measured',
    },
    {
      fact: 'a ReplicaSet',
      asks: OWNER,
      subject: ofEnd(STOPPED),
      given: data(pod({ owner: { kind: 'ReplicaSet', name: 'web' } })),
      says: 'for fits',
    },
    {
      fact: 'nobody: a bare pod is not replaced',
      asks: OWNER,
      subject: ofEnd(STOPPED),
      given: data(pod({ owner: { kind: 'none', name: '' } })),
      says: 'against measured',
    },
    { fact: 'kube_pod_info is not collected', asks: OWNER, subject: ofEnd(STOPPED), says: 'silent' },
    { fact: '143', asks: ORDER, subject: ofEnd(STOPPED), says: 'for fits' },
    { fact: 'a code of its own', asks: ORDER, subject: ofEnd(end({ ...WEB, exitCode: 1 })), says: 'silent' },
    {
      fact: 'the node took no pods',
      asks: DRAIN,
      subject: ofEnd(STOPPED),
      given: data({ cordoned: [{ earliest: EVENT - 60_000, latest: EVENT + 60_000 }] }),
      says: 'for fits',
    },
    { fact: 'the node took pods', asks: DRAIN, subject: ofEnd(STOPPED), says: 'silent' },
  ]);
});
