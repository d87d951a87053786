/** Within one incident the day is known. */
export const CLOCK_FORMAT = 'HH:mm:ss';
