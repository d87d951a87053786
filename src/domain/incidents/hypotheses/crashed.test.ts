import { holdsAgainst, ofEnd } from '../../../../test/fixtures/holdsAgainst';
import { data, end, kill } from '../../../../test/fixtures/reviewFacts';

import { CRASHED } from './crashed';

const CODE = 'the container ends';
const SEEN = 'the runtime saw it end';
const CRASH = end({ exitCode: 1, reason: 'Error' });

describe('CRASHED', () => {
  holdsAgainst(
    CRASHED.predictions.filter(({ predicts }) => predicts !== SEEN),
    [
      { fact: 'exit code 1', asks: CODE, subject: ofEnd(CRASH), says: 'for fits' },
      { fact: 'exit code 139, SIGSEGV', asks: CODE, subject: ofEnd(end({ exitCode: 139 })), says: 'for fits' },
      ...[0, 137, 143].map((exitCode) => ({
        fact: `exit code ${exitCode}`,
        asks: CODE,
        subject: ofEnd(end({ exitCode })),
        says: 'against measured' as const,
      })),
      { fact: 'no exit code is collected', asks: CODE, subject: ofEnd(end({ exitCode: undefined })), says: 'silent' },
      {
        fact: 'the kernel counted nothing',
        asks: 'the node’s count',
        subject: ofEnd(CRASH),
        given: data({ bootKnown: true }),
        says: 'for measured',
      },
      {
        fact: 'the kernel counted this very end',
        asks: 'the node’s count',
        subject: ofEnd(CRASH, { ...kill(CRASH), rivals: [] }),
        says: 'against measured',
      },
      {
        fact: 'nobody reads the count',
        asks: 'the node’s count',
        subject: ofEnd(CRASH),
        given: data({ oomTrack: { samples: [] } }),
        says: 'silent',
      },
    ]
  );

  holdsAgainst(
    CRASHED.predictions.filter(({ predicts }) => predicts === SEEN),
    [
      {
        fact: '255 is what containerd writes of what it finds gone',
        asks: SEEN,
        subject: ofEnd(end({ exitCode: 255, reason: 'Unknown' })),
        says: 'against measured',
      },
      { fact: 'any other code', asks: SEEN, subject: ofEnd(CRASH), says: 'silent' },
    ]
  );
});
