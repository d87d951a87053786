import type { PlannedNode, PreflightFinding } from '../src/domain/preflight/finding';
import { effectiveMemory } from '../src/domain/preflight/effectiveMemory';
import type { ManifestPlace, PlannedPod } from '../src/domain/preflight/plannedPod';
import { counted } from '../src/domain/words/counted';

import type { FileLine } from './readManifestFiles';
import { printableJson, printableLines } from './terminalText';

export type PreflightFormat = 'table' | 'json';

export interface PreflightReport {
  readonly pods: readonly PlannedPod[];
  readonly others: ReadonlyMap<string, number>;
  /** Each with its file and line. */
  readonly problems: readonly string[];
  readonly findings: readonly PreflightFinding[];
  readonly node?: PlannedNode;
  readonly at: (place: ManifestPlace) => FileLine;
}

/** For a person as compilers print it, or for a machine with the pods as they are counted. */
export function printPreflight(report: PreflightReport, format: PreflightFormat): string {
  return format === 'json' ? printableJson(asJson(report)) : printableLines(asText(report));
}

function asText({ pods, others, problems, findings, node, at }: PreflightReport): string {
  const lines = findings.map(({ place, severity, about, container, text, remedy, rule, source }) => {
    const { file, line } = at(place);
    const who = container === undefined ? about : `${about}, container ${container}`;
    return `${file}:${line}: ${severity}: ${who} ${text}\n    ${remedy}\n    [${rule}] ${source}\n`;
  });
  const passed = [...others].map(([kind, count]) => `${count} ${kind}`).join(', ');
  const summary = [
    `${counted(pods.length, 'workload')} read, ${counted(findings.length, 'finding')}.`,
    ...(passed === '' ? [] : [`Passed over, because they make no pods: ${passed}.`]),
    ...(node
      ? []
      : ['No node was given (--allocatable, --capacity or --prometheus and --node): what fits was not looked at.']),
  ];
  return [...problems.map((problem) => `${problem}\n`), ...lines, `${summary.join('\n')}\n`].join('');
}

function asJson({ pods, others, problems, findings, node, at }: PreflightReport): object {
  return {
    schemaVersion: 1,
    findings: findings.map(({ place, rule, severity, about, container, text, remedy, source }) => ({
      ...{ rule, severity, ...at(place), about, container: container ?? null, text, remedy, source },
    })),
    problems,
    pods: pods.map((pod) => {
      const { kind, namespace, name, copies, place } = pod;
      const { request, limit, qos } = effectiveMemory(pod);
      return {
        ...{ kind, namespace: namespace ?? null, name, copies, ...at(place) },
        request,
        limit: limit ?? null,
        qos,
      };
    }),
    passedOver: Object.fromEntries(others),
    node: node ? { name: node.name, count: node.count, allocatable: node.lines.allocatable?.value ?? null } : null,
  };
}
