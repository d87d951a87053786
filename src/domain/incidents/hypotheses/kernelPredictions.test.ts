import { holdsAgainst, ofCount, ofEnd, started } from '../../../../test/fixtures/holdsAgainst';
import { data, end, EVENT, kill, memory, rise, SHORT_NODE, used } from '../../../../test/fixtures/reviewFacts';
import { NO_KUBELET } from '../../node/noKubelet';

import { BY_SIGKILL, KERNEL_COUNTED, KUBELET_RUNS, NODE_HAS_ROOM } from './kernelPredictions';

const COUNTED = KERNEL_COUNTED.predicts;
const SIGKILL = BY_SIGKILL.predicts;
const ROOM = NODE_HAS_ROOM.predicts;
const KUBELET = KUBELET_RUNS.predicts;
const LATER = end({ earliest: EVENT + 48_000, latest: EVENT + 48_000 });
const SOONER = end({ earliest: EVENT - 21_000, latest: EVENT - 21_000 });
const AFTERWARDS = { earliest: EVENT + 50_000, latest: EVENT + 80_000 };
const toldAt = (at: number) => ({ metric: '', query: '', observed: '', at });
const DOCKER = data({}, { memory: memory({ findings: [NO_KUBELET] }) });

describe('what the kernel’s kills have in common', () => {
  holdsAgainst(
    [KERNEL_COUNTED, BY_SIGKILL, NODE_HAS_ROOM],
    [
      {
        fact: 'it rose, for as many as fit it',
        asks: COUNTED,
        subject: ofEnd(end(), { ...kill(end()), rivals: [] }),
        says: 'for measured',
      },
      {
        fact: 'it rose, for fewer than fit it',
        asks: COUNTED,
        subject: ofEnd(end(), { ...kill(end()), rivals: [end({ pod: 'db' })] }),
        says: 'for fits',
      },
      {
        fact: 'it rose, and had been read when this one ended: it is the one only if the clocks differ',
        asks: COUNTED,
        subject: ofEnd(LATER, { ...kill(LATER), rivals: [] }),
        says: 'for fits',
      },
      {
        fact: 'it rose after it was read as before, seconds after this one had ended: another was counted',
        asks: COUNTED,
        subject: ofEnd(SOONER, { ...kill(SOONER), rivals: [] }),
        says: 'for fits',
      },
      {
        fact: 'it stood still, in one boot',
        asks: COUNTED,
        subject: ofEnd(end({ reason: 'Error' })),
        given: data({ bootKnown: true }),
        says: 'against measured',
      },
      {
        fact: 'it rose a minute after the last sample, by which alone the end is placed: statistics may have stood still',
        asks: COUNTED,
        subject: ofEnd(end({ reason: 'Error', exact: false, aliveAt: EVENT })),
        given: data({
          bootKnown: true,
          kills: [{ ...kill(end(AFTERWARDS)), rise: rise('node_vmstat_oom_kill', AFTERWARDS) }],
        }),
        says: 'silent',
      },
      {
        fact: 'it rose a minute after the end by the node’s clock, which nobody read, and before its status was read',
        asks: COUNTED,
        subject: ofEnd(end({ reason: 'Error', sources: [toldAt(EVENT + 90_000)] })),
        given: data({
          bootKnown: true,
          clockUnread: true,
          kills: [{ ...kill(end(AFTERWARDS)), rise: rise('node_vmstat_oom_kill', AFTERWARDS) }],
        }),
        says: 'silent',
      },
      {
        fact: 'it rose a minute after the end by the node’s clock, which is that of Prometheus',
        asks: COUNTED,
        subject: ofEnd(end({ reason: 'Error', sources: [toldAt(EVENT + 90_000)] })),
        given: data({
          bootKnown: true,
          kills: [{ ...kill(end(AFTERWARDS)), rise: rise('node_vmstat_oom_kill', AFTERWARDS) }],
        }),
        says: 'against measured',
      },
      {
        fact: 'it stood still, and the runtime says OOMKilled: one of them is wrong',
        asks: COUNTED,
        subject: ofEnd(end()),
        given: data({ bootKnown: true }),
        says: 'against fits',
      },
      {
        fact: 'a power loss lies between its readings',
        asks: COUNTED,
        subject: ofEnd(end()),
        given: data({ bootKnown: true, restarts: [started('node')] }),
        says: 'silent',
      },
      {
        fact: 'a boot could lie between its readings, which are hours apart',
        asks: COUNTED,
        subject: ofEnd(end()),
        given: data({
          oomTrack: {
            samples: [
              { at: EVENT - 7_200_000, value: 0 },
              { at: EVENT + 7_200_000, value: 0 },
            ],
          },
        }),
        says: 'silent',
      },
      {
        fact: 'it is not collected',
        asks: COUNTED,
        subject: ofEnd(end()),
        given: data({ oomTrack: { samples: [] } }),
        says: 'silent',
      },
      {
        fact: 'with reason Error: the runtime’s event may be lost',
        asks: SIGKILL,
        subject: ofEnd(end({ reason: 'Error' })),
        says: 'for fits',
      },
      {
        fact: 'by its flag, without a code',
        asks: SIGKILL,
        subject: ofEnd(end({ exitCode: undefined })),
        says: 'for fits',
      },
      {
        fact: '143 with a flag: the flag is a child’s',
        asks: SIGKILL,
        subject: ofEnd(end({ exitCode: 143 })),
        says: 'against measured',
      },
      {
        fact: '134 with a flag: cgroup v1 flags bystanders, and this one aborted',
        asks: SIGKILL,
        subject: ofEnd(end({ exitCode: 134 })),
        says: 'against measured',
      },
      {
        fact: '1 with a flag: a parent may give up because its child was killed',
        asks: SIGKILL,
        subject: ofEnd(end({ exitCode: 1 })),
        says: 'against fits',
      },
      {
        fact: 'neither code nor flag is collected',
        asks: SIGKILL,
        subject: ofEnd(end({ exitCode: undefined, reason: 'Error' })),
        says: 'silent',
      },
      {
        fact: 'a count alone says nothing of a container',
        asks: SIGKILL,
        subject: ofCount(kill(undefined)),
        says: 'silent',
      },
      { fact: 'gigabytes', asks: ROOM, subject: ofEnd(end()), says: 'for fits' },
      { fact: 'none', asks: ROOM, subject: ofEnd(end()), given: data({}, SHORT_NODE), says: 'against fits' },
      {
        fact: 'little, which rules nothing out',
        asks: ROOM,
        subject: ofEnd(end()),
        given: data({}, { nodeUsed: used(6500) }),
        says: 'silent',
      },
      { fact: 'nobody read it', asks: ROOM, subject: ofEnd(end()), given: data({}, { nodeUsed: [] }), says: 'silent' },
    ]
  );

  holdsAgainst(
    [KUBELET_RUNS],
    [
      {
        fact: 'none: cgroups without Kubernetes',
        asks: KUBELET,
        subject: ofEnd(end()),
        given: DOCKER,
        says: 'against measured',
      },
      { fact: 'one does', asks: KUBELET, subject: ofEnd(end()), says: 'silent' },
    ]
  );
});
