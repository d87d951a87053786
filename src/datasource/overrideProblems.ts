import { parseOverride } from '../domain/lines/nodeLinesOverride';
import { PROVIDER_IDS } from '../domain/lines/providers';
import type { KubeletOverride } from '../prometheus/scope';

export type OverrideProblems = Readonly<Partial<Record<keyof KubeletOverride, string>>>;

const PARSED = ['kubeReserved', 'systemReserved', 'evictionHard'] as const;

/** What is wrong with each cell of a row, in words that quote it; an empty cell is fine, except for the nodes. */
export function overrideProblems(row: KubeletOverride): OverrideProblems {
  const parsed = PARSED.flatMap((name) =>
    parseOverride({ nodes: row.nodes, [name]: row[name] }).findings.map(({ text }) => [name, text])
  );
  const provider = row.provider?.trim() ?? '';
  return {
    ...Object.fromEntries(parsed),
    ...(row.nodes.trim() === '' && { nodes: 'Name the nodes: a name, or a pattern such as aks-pool1-* or *.' }),
    ...(provider !== '' &&
      !PROVIDER_IDS.includes(provider) && {
        provider: `"${provider}" is none of ${PROVIDER_IDS.join(', ')}. Leave it empty to have it detected.`,
      }),
  };
}
