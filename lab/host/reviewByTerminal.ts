import { Complaint } from '../../tools/complaint';
import { inProject } from '../../tools/project';
import { capture } from '../../tools/run';

export interface TerminalReview {
  readonly verdicts: ReadonlyArray<{ readonly verdict: string; readonly confidence: string; readonly memory: boolean }>;
  /** As a person reads it. */
  readonly text: string;
}

interface Asked {
  readonly prometheus: string;
  readonly node: string;
  readonly from: number;
  /** A kernel's and a kubelet's log. */
  readonly log: string;
}

/** `tidemark review`, as anybody would call it. */
export async function reviewByTerminal(asked: Asked): Promise<TerminalReview> {
  const json = tidemark(asked, 'json');
  const { incidents } = JSON.parse(json) as { incidents: TerminalReview['verdicts'] };
  return {
    verdicts: incidents.map(({ verdict, confidence, memory }) => ({ verdict, confidence, memory })),
    text: tidemark(asked, 'table'),
  };
}

function tidemark({ prometheus, node, from, log }: Asked, format: string): string {
  const args = ['--prometheus', prometheus, '--node', node, '--from', String(from), '--log', log, '--format', format];
  const { code, output } = capture('node', [inProject('dist-cli', 'tidemark.js'), 'review', ...args]);
  if (code !== 0 && code !== 3) {
    throw new Complaint(`tidemark review failed: ${output}`);
  }
  return output;
}
