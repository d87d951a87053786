import { rfc3339 } from '../src/domain/incidents/exportJson';
import type { NodeLineName, NodeLines } from '../src/domain/lines/nodeLines';
import { formatMiB } from '../src/domain/quantity/formatBytes';
import { overcommit, overcommitWords } from '../src/domain/reserve/overcommit';
import { observeUse, recommend } from '../src/domain/reserve/recommend';
import { costWords, recommendSettings } from '../src/domain/reserve/recommendCost';
import { outcomeWords, replay, type Replay } from '../src/domain/reserve/replay';
import { amount } from '../src/domain/reserve/reserveForms';
import { reserveWords } from '../src/domain/reserve/reserveWords';

import type { ReservedNode } from './reserveNode';
import { table } from './table';
import { printable, printableJson, printableLines } from './terminalText';

const LINES: ReadonlyArray<readonly [name: NodeLineName, word: string]> = [
  ['capacity', 'capacity'],
  ['reserved', 'reserved'],
  ['evictionHard', 'eviction-hard'],
  ['kubepodsLimit', 'kubepods limit'],
  ['podsEvictionLine', 'pods evicted above'],
  ['allocatable', 'allocatable'],
];

/** The node's lines, what was used of them, what other settings would have made of it. */
export function printReservedNode(found: ReservedNode, format: 'table' | 'json'): string {
  return format === 'json' ? printableJson(asJson(found)) : printableLines(asText(found));
}

function asText({ memory, ranking, incidents, findings, tried, nodes }: ReservedNode): string {
  const { current } = memory;
  const use = observeUse(memory);
  const at = (time: number) => rfc3339(time) ?? 'unknown';
  const recommended = recommendSettings(current, use);
  const lines = tried ?? current;
  return [
    linesTable(current, tried),
    section('Seen', [
      ...reserveWords(lines, use, at),
      ...(tried ? [costWords(current, tried, nodes)] : []),
      ...(recommended
        ? [
            `The smallest that would have held what was seen: reserved ${recommended.texts.reserved}, eviction-hard ${recommended.texts.evictionHard}. ${costWords(current, recommended.lines, nodes)}`,
          ]
        : []),
    ]),
    section('Overcommit', overcommitWords(overcommit(ranking.pods, lines), lines)),
    ...(tried ? [replayText(replay(memory, incidents, tried), at)] : []),
    section(
      'To know',
      [...findings, ...lines.findings].map(({ text, remedy }) => [text, remedy].filter(Boolean).join(' '))
    ),
  ]
    .filter((part) => part !== '')
    .join('\n');
}

function linesTable(current: NodeLines, tried: NodeLines | undefined): string {
  const cell = (lines: NodeLines, name: NodeLineName) => {
    const line = lines[name];
    return line ? `${amount(line.value)} (${formatMiB(line.value)})` : 'unknown';
  };
  const rows = LINES.map(([name, word]) => [
    word,
    cell(current, name),
    ...(tried ? [cell(tried, name)] : [current[name]?.provenance ?? '']),
  ]);
  return table({ head: ['line', 'as it is', tried ? 'as tried' : 'provenance'], rows, style: 'text' });
}

function replayText({ incidents, added }: Replay, at: (time: number) => string): string {
  const rows = incidents.map((one) => [at(one.incident.start), one.incident.headline, outcomeWords(one), one.because]);
  return [
    rows.length === 0
      ? 'No memory incident in this range.\n'
      : table({ head: ['when', 'incident', 'then', 'why'], rows, style: 'text' }),
    ...added.map(
      ({ signal, from, to }) =>
        `Where nothing happened, from ${at(from)} to ${at(to)}, the kubelet would have evicted (${signal}).\n`
    ),
  ].join('');
}

const section = (title: string, texts: readonly string[]): string =>
  texts.length === 0 ? '' : `${title}:\n${texts.map((text) => `  - ${printable(text)}\n`).join('')}`;

function asJson({ memory, ranking, incidents, findings, tried, nodes }: ReservedNode): object {
  const { current, identity } = memory;
  const use = observeUse(memory);
  const recommended = recommendSettings(current, use);
  const bytes = (lines: NodeLines) => Object.fromEntries(LINES.map(([name]) => [name, lines[name]?.value ?? null]));
  const { evicted, ...pods } = overcommit(ranking.pods, tried ?? current);
  const replayed = tried && replay(memory, incidents, tried);
  return {
    schemaVersion: 1,
    node: identity.node,
    nodes,
    lines: bytes(current),
    tried: tried ? bytes(tried) : null,
    use: use ? { ...use, highestAt: rfc3339(use.highestAt), ...recommend(use) } : null,
    recommended: recommended ? { ...recommended.texts, lines: bytes(recommended.lines) } : null,
    overcommit: { ...pods, evicted: evicted.map(({ pod }) => pod.name) },
    replay: replayed
      ? {
          incidents: replayed.incidents.map(({ incident, outcome, earlierBy, because }) => ({
            id: incident.id,
            start: rfc3339(incident.start),
            verdict: incident.verdict,
            outcome,
            earlierBySeconds: earlierBy === undefined ? null : Math.round(earlierBy / 1000),
            because,
          })),
          added: replayed.added.map(({ signal, from, to }) => ({ signal, from: rfc3339(from), to: rfc3339(to) })),
        }
      : null,
    findings: [...findings, ...(tried ?? current).findings],
  };
}
