import type { Gap } from '../domain/incidents/partialData';

import type { PromReply } from './ports/port';
import { questionWords } from './questionWords';

/** What did not arrive of a reply. */
export function gapsIn({ errors, warnings }: Pick<PromReply, 'errors' | 'warnings'>): readonly Gap[] {
  return [
    ...warnings.map((text): Gap => (isRemark(text) ? { kind: 'remark', text } : { kind: 'partial', warning: text })),
    ...errors.map(({ refId, message }): Gap => ({
      kind: 'failed',
      ...(refId !== undefined && { question: questionWords(refId) }),
      message,
    })),
  ];
}

/** About how a query is written; Prometheus begins these so (util/annotations). The data are whole all the same. */
const isRemark = (warning: string): boolean => /^PromQL info\b/i.test(warning);
