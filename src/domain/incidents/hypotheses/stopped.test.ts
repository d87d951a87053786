import { holdsAgainst, ofEnd } from '../../../../test/fixtures/holdsAgainst';
import { end } from '../../../../test/fixtures/reviewFacts';

import { STOPPED } from './stopped';

const ASKS = 'the container ends';

describe('STOPPED', () => {
  holdsAgainst(STOPPED.predictions, [
    ...[143, 130, 129].map((exitCode) => ({
      fact: `exit code ${exitCode}`,
      asks: ASKS,
      subject: ofEnd(end({ exitCode, reason: 'Error' })),
      says: 'for names' as const,
    })),
    {
      fact: '143 with a flag left over from a child',
      asks: ASKS,
      subject: ofEnd(end({ exitCode: 143, reason: 'OOMKilled' })),
      says: 'for names',
    },
    { fact: 'exit code 137', asks: ASKS, subject: ofEnd(end()), says: 'against measured' },
    { fact: 'no exit code is collected', asks: ASKS, subject: ofEnd(end({ exitCode: undefined })), says: 'silent' },
  ]);
});
