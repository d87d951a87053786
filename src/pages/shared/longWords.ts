import { css } from '@emotion/css';

/** For texts with names of series, settings or servers in them: on a phone such a name is longer than a line. */
export const LONG_WORDS = css({ overflowWrap: 'anywhere' });
