import { parseDocument } from 'yaml';

import { readKubeletConfig } from '../../domain/reserve/kubeletConfig';
import { amount } from '../../domain/reserve/reserveForms';
import type { TriedTexts } from '../../domain/reserve/tryReserve';
import { thresholdPercent, type ThresholdValue } from '../../domain/lines/threshold';

export interface Pasted {
  /** Absent with a problem. */
  readonly texts?: TriedTexts;
  readonly problems: readonly string[];
}

/** A kubelet's configuration in YAML or JSON, or what `/configz` answers, as the fields of the page. */
export function readPasted(text: string): Pasted {
  const document = parseDocument(text);
  const [broken] = document.errors;
  if (broken) {
    return { problems: [`This is neither YAML nor JSON: ${broken.message.split('\n')[0]}`] };
  }
  const { settings, problems } = readKubeletConfig(document.toJS());
  if (problems.length > 0) {
    return { problems };
  }
  const { kubeReserved = 0, systemReserved = 0, evictionHard } = settings;
  const memory = evictionHard?.find(({ signal }) => signal === 'memory.available');
  if (evictionHard && !memory) {
    return {
      problems: [
        'evictionHard has no memory.available: this kubelet never evicts for memory, so there is no line to draw.',
      ],
    };
  }
  return {
    problems: [],
    texts: {
      reserved: amount(kubeReserved + systemReserved),
      // Entirely unset, the kubelet takes its own default (K32 eviction/defaults_linux.go).
      evictionHard: memory === undefined ? '100Mi' : writeValue(memory.value),
    },
  };
}

function writeValue(value: ThresholdValue): string {
  return value.kind === 'quantity' ? amount(value.bytes) : thresholdPercent(value.fraction).replace(' ', '');
}
