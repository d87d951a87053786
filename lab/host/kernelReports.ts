import { writeFileSync } from 'node:fs';

import { capture } from '../../tools/run';

import { TREE } from './hostNode';

/** Where the kernel says that memory ran out, and whom it took. */
export interface KernelReport {
  readonly limitOf: string;
  readonly victimIn: string;
  readonly task: string;
  readonly pid: number;
}

/** Writes a line into the kernel's log that its later reports are found by; false where it may not be written or read. */
export function markKernelLog(marker: string): boolean {
  try {
    writeFileSync('/dev/kmsg', `${marker}\n`);
    return readKernelLog().includes(marker);
  } catch {
    return false;
  }
}

export const readKernelLog = (): string => capture('dmesg', ['--time-format', 'iso']).output;

/** The reports on the lab's own cgroups after the marker, whole; other kills of the machine are nobody's business here. */
export function ownReports(log: string, marker: string, tree = TREE): string[] {
  const lines = log.slice(log.lastIndexOf(marker)).split('\n').slice(1);
  const blocks: string[][] = [];
  for (const line of lines) {
    if (line.includes(' invoked oom-killer:')) {
      blocks.push([]);
    }
    blocks.at(-1)?.push(line);
  }
  return blocks.filter((block) => block.some((line) => line.includes(`oom_memcg=${tree}/`))).flat();
}

/** What each report says of who ran out and who was taken. */
export function summaries(lines: readonly string[]): KernelReport[] {
  return lines.flatMap((line) => {
    const found = /oom_memcg=([^,]+),task_memcg=([^,]+),task=(.+),pid=(\d+)/.exec(line);
    return found
      ? [{ limitOf: found[1] ?? '', victimIn: found[2] ?? '', task: found[3] ?? '', pid: Number(found[4]) }]
      : [];
  });
}
