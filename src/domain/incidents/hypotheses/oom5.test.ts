import { holdsAgainst, ofEnd } from '../../../../test/fixtures/holdsAgainst';
import { data, end, growing } from '../../../../test/fixtures/reviewFacts';

import { OOM5 } from './oom5';

const CODE = 'the container ends';
const GREW = 'its memory had grown';
const ABORTED = end({ exitCode: 134, reason: 'Error' });

describe('OOM5', () => {
  holdsAgainst(
    OOM5.predictions.filter(({ predicts }) => [CODE, GREW].some((asks) => predicts.startsWith(asks))),
    [
      ...[134, 139, 3].map((exitCode) => ({
        fact: `exit code ${exitCode}`,
        asks: CODE,
        subject: ofEnd(end({ exitCode })),
        says: 'for fits' as const,
      })),
      { fact: 'exit code 1', asks: CODE, subject: ofEnd(end({ exitCode: 1 })), says: 'against measured' },
      {
        fact: 'exit code 137: the process did not end itself',
        asks: CODE,
        subject: ofEnd(end()),
        says: 'against measured',
      },
      { fact: 'no exit code is collected', asks: CODE, subject: ofEnd(end({ exitCode: undefined })), says: 'silent' },
      {
        fact: 'to half its limit',
        asks: GREW,
        subject: ofEnd(ABORTED),
        given: data({}, { containers: [growing('web', 20, 150)] }),
        says: 'for fits',
      },
      {
        fact: 'hardly at all',
        asks: GREW,
        subject: ofEnd(ABORTED),
        given: data({}, { containers: [growing('web', 10, 12)] }),
        says: 'silent',
      },
      {
        fact: 'an hour before',
        asks: GREW,
        subject: ofEnd({ ...ABORTED, earliest: ABORTED.earliest + 3_600_000, latest: ABORTED.latest + 3_600_000 }),
        given: data({}, { containers: [growing('web', 20, 150)] }),
        says: 'silent',
      },
      {
        fact: 'its limit is not known',
        asks: GREW,
        subject: ofEnd(ABORTED),
        given: data({}, { containers: [growing('web', 20, 150)], budgets: [], budgetsKnown: false }),
        says: 'silent',
      },
    ]
  );
});
