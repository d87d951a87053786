import { rfc3339 } from '../src/domain/incidents/exportJson';
import { markdownText } from '../src/domain/incidents/markdownText';
import type { EndLine } from '../src/domain/pod/podAnswer';
import { searchName } from '../src/domain/pod/podSearch';
import type { SeenPod } from '../src/prometheus/podHistory';

import type { ReviewedPod } from './review';
import { printable } from './terminalText';

/** The answer about one pod for a script, as `pod` of docs/review-schema.json. */
export function podJson({ search, answer, seen }: ReviewedPod): object {
  return {
    namespace: search.namespace ?? null,
    name: search.name,
    outcome: answer.outcome,
    headline: answer.headline,
    incidents: answer.incidents.map(({ incident, isCulprit }) => ({ id: incident.id, isCulprit })),
    terminations: answer.ends.map((end) => ({
      namespace: end.namespace,
      pod: end.pod,
      container: end.container,
      at: end.at === undefined ? null : rfc3339(end.at),
      exitCode: end.exitCode ?? null,
      reason: end.reason ?? null,
      words: end.words,
      beforeRange: end.before,
    })),
    seenOn: seen.map(({ namespace, pod, node, cluster, lastSeen }) => ({
      namespace,
      pod,
      node: node ?? null,
      cluster: cluster ?? null,
      lastSeen: rfc3339(lastSeen),
    })),
  };
}

/** The sentence first; then how its containers ended, and where it ran. */
export function podText(pod: ReviewedPod): readonly string[] {
  return [
    `${printable(pod.answer.headline)}\n`,
    ...section('How its containers ended (UTC):', pod.answer.ends.map(endText)),
    ...section('Where it ran:', pod.seen.map(seenText)),
  ];
}

export function podMarkdown({ search, answer, seen }: ReviewedPod): readonly string[] {
  const list = (title: string, lines: readonly string[]) =>
    lines.length === 0
      ? []
      : [
          `## ${title}\n\n${shortened(lines)
            .map((line) => `- ${markdownText(line)}\n`)
            .join('')}`,
        ];
  return [
    `# ${markdownText(searchName(search))}\n\n${markdownText(answer.headline)}\n`,
    ...list('How its containers ended (UTC)', answer.ends.map(endText)),
    ...list('Where it ran', seen.map(seenText)),
  ];
}

const SHOWN = 10;

const shortened = (lines: readonly string[]): readonly string[] =>
  lines.length <= SHOWN ? lines : [...lines.slice(0, SHOWN), `and ${lines.length - SHOWN} more`];

const section = (title: string, lines: readonly string[]): readonly string[] =>
  lines.length === 0
    ? []
    : [
        `${title}\n${shortened(lines)
          .map((line) => `  - ${printable(line)}\n`)
          .join('')}`,
      ];

function endText({ namespace, pod, container, at, seenAt, before, words }: EndLine): string {
  const time = at === undefined ? (seenAt === undefined ? 'at an unknown time' : `before ${clock(seenAt)}`) : clock(at);
  const name = container === pod ? `${namespace}/${pod}` : `${namespace}/${pod}, container ${container}`;
  return `${time}${before ? ' (before this range)' : ''}  ${name}: ${words}`;
}

const seenText = ({ namespace, pod, node, cluster, lastSeen }: SeenPod): string =>
  `${namespace}/${pod} ${node === undefined ? 'was given no node' : `on ${cluster ? `${cluster}/` : ''}${node}`}, last seen ${clock(lastSeen)}`;

const clock = (time: number): string => (rfc3339(time) ?? 'unknown').slice(0, 19).replace('T', ' ');
