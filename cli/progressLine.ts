import { printable } from './terminalText';

interface Terminal {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): unknown;
}

export interface ProgressLine {
  /** In the place of what was shown before. */
  readonly show: (text: string) => void;
  readonly clear: () => void;
}

/** One line that changes while work goes on; nothing at all where nobody watches. */
export function progressLine(terminal: Terminal): ProgressLine {
  if (!terminal.isTTY) {
    return { show: () => undefined, clear: () => undefined };
  }
  return {
    show: (text) => terminal.write(`\r${printable(text).slice(0, (terminal.columns ?? 80) - 1)}\u001b[K`),
    clear: () => terminal.write('\r\u001b[K'),
  };
}
