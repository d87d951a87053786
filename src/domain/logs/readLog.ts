import { readKernelOomLine, soundsLikeOom, type KernelOomLine } from './kernelOomLine';
import { readKubeletEvictionLine, type KubeletEvictionLine } from './kubeletEvictionLine';
import { readLogLine, type LogClock, type LogLine } from './logLine';
import { assembleOoms } from './oomAssembler';
import type { OomReport } from './oomReport';

/** What a kernel or kubelet log proves. */
export interface LogReview {
  readonly lines: number;
  readonly ooms: readonly OomReport[];
  readonly evictions: readonly KubeletEvictionLine[];
  /** Lines that speak of an OOM kill and could not be read, with their numbers; the first of them only. */
  readonly notUnderstood: ReadonlyArray<{ readonly line: number; readonly text: string }>;
  readonly notUnderstoodCount: number;
  /** Reports and evictions beyond what is kept in memory. */
  readonly leftOut: number;
}

export interface LogReader {
  /** Takes any piece of the text; lines may be split anywhere. */
  push(chunk: string): void;
  end(): LogReview;
}

const MAX_REPORTS = 5_000;
const MAX_TASKS_IN_ALL = 200_000;
const MAX_EVICTIONS = 20_000;
const MAX_NOT_UNDERSTOOD = 200;
/** OOM lines held back to put them in order of time: shippers and several consoles deliver late. */
const REORDER = 4_096;
const MAX_PENDING_LINE = 65_536;

interface Held {
  readonly key: number;
  readonly line: LogLine;
  readonly oom: KernelOomLine;
}

/** Reads a log of any size in bounded memory: kernel OOM reports and kubelet evictions, in order of time. */
export function logReader(clock: LogClock): LogReader {
  const ooms: OomReport[] = [];
  const evictions: KubeletEvictionLine[] = [];
  const notUnderstood: Array<{ line: number; text: string }> = [];
  const count = { lines: 0, notUnderstood: 0, leftOut: 0, tasks: 0 };
  let held: Held[] = [];
  let pending = '';
  let lastKey = Number.NEGATIVE_INFINITY;

  const assembler = assembleOoms((oom) => {
    if (ooms.length >= MAX_REPORTS) {
      count.leftOut += 1;
      return;
    }
    const keep = count.tasks + oom.tasks.length <= MAX_TASKS_IN_ALL;
    count.tasks += keep ? oom.tasks.length : 0;
    ooms.push(keep ? oom : { ...oom, tasks: [], tasksLeftOut: oom.tasksLeftOut + oom.tasks.length });
  });

  const release = (keep: number) => {
    held.sort((a, b) => a.key - b.key || a.line.number - b.line.number);
    held.slice(0, held.length - keep).forEach(({ line, oom }) => assembler.add(line, oom));
    held = held.slice(held.length - keep);
  };

  const take = (raw: string) => {
    count.lines += 1;
    if (raw === '') {
      return;
    }
    const line = readLogLine(raw, count.lines, clock);
    const oom = readKernelOomLine(line.text);
    if (oom) {
      // A line without a time stays behind the one it followed.
      lastKey = line.at ?? line.sinceBoot ?? lastKey;
      held.push({ key: lastKey, line, oom });
      if (held.length >= 2 * REORDER) {
        release(REORDER);
      }
      return;
    }
    const eviction = readKubeletEvictionLine(line);
    if (eviction && evictions.length < MAX_EVICTIONS) {
      evictions.push(eviction);
    } else if (eviction) {
      count.leftOut += 1;
    } else if (soundsLikeOom(line.text)) {
      count.notUnderstood += 1;
      if (notUnderstood.length < MAX_NOT_UNDERSTOOD) {
        notUnderstood.push({ line: line.number, text: line.text.slice(0, 500) });
      }
    }
  };

  return {
    push(chunk) {
      // Only the new text is searched, so that a long line in small pieces costs no more than in one.
      const parts = chunk.split('\n');
      const rest = parts.pop() ?? '';
      parts.forEach((part, i) => take(i === 0 ? pending + part : part));
      const open = parts.length === 0 ? pending : '';
      pending = open + rest.slice(0, Math.max(0, MAX_PENDING_LINE - open.length));
    },
    end() {
      if (pending !== '') {
        take(pending);
        pending = '';
      }
      release(0);
      assembler.end();
      return {
        lines: count.lines,
        ooms,
        evictions,
        notUnderstood,
        notUnderstoodCount: count.notUnderstood,
        leftOut: count.leftOut,
      };
    },
  };
}

/** The whole log at once, for logs that fit in memory anyway. */
export function readLog(text: string, clock: LogClock): LogReview {
  const reader = logReader(clock);
  reader.push(text);
  return reader.end();
}
