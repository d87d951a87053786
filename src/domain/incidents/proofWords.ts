import type { OomReport } from '../logs/oomReport';

/** Where in the log a report stands. */
export const kernelLogLines = ({ firstLine, lastLine }: OomReport): string =>
  firstLine === lastLine ? `kernel log, line ${firstLine}` : `kernel log, lines ${firstLine}–${lastLine}`;
