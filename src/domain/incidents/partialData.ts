import type { Finding } from '../provenance';

import type { Incident, MissingEvidence } from './types';

/** What did not arrive of the data a verdict rests on. */
export type Gap =
  /** The server answered and said that its answer is not whole: `partial response: store gateway timed out`. */
  | { readonly kind: 'partial'; readonly warning: string }
  /** A question went unanswered. */
  | { readonly kind: 'failed'; readonly question?: string; readonly message: string };

/** The incident, never certain where part of its data is missing: what was not seen could have contradicted it. */
export function withGaps(incident: Incident, gaps: readonly Gap[]): Incident {
  if (gaps.length === 0) {
    return incident;
  }
  const isCertain = incident.confidence === 'certain';
  return {
    ...incident,
    ...(isCertain && { confidence: 'likely', confidenceRule: `${incident.confidenceRule}; but ${NOT_WHOLE}` }),
    missing: [...incident.missing, ...distinct(gaps.map(missingOf))],
  };
}

const NOT_WHOLE = 'only part of the data arrived, so it is not certain';

/** The gaps as findings for whoever reads the whole review, each once. A question that failed is reported where it is asked. */
export function gapFindings(gaps: readonly Gap[]): readonly Finding[] {
  const warnings = new Set(gaps.flatMap((gap) => (gap.kind === 'partial' ? [gap.warning] : [])));
  return [...warnings].map((warning) => ({
    severity: 'warning',
    code: 'partial-data',
    text: `Only part of the data arrived; Prometheus warns: ${warning}. What is missing could not be seen.`,
    remedy: ASK_AGAIN,
  }));
}

const ASK_AGAIN = 'Ask again; if it stays, look at the store or the limit that the warning names.';

function missingOf(gap: Gap): MissingEvidence {
  return gap.kind === 'partial'
    ? { what: `part of the data; Prometheus warned: ${gap.warning}`, setting: ASK_AGAIN }
    : {
        what: `the answer to a question${gap.question ? ` (${gap.question})` : ''}: ${gap.message}`,
        setting: 'Ask again once Prometheus answers all of it.',
      };
}

const distinct = (missing: readonly MissingEvidence[]): readonly MissingEvidence[] => [
  ...new Map(missing.map((one) => [one.what, one])).values(),
];
