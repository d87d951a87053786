import { useEffect, useRef, useState } from 'react';

import { messageOf } from '../../../../datasource/errorText';
import type { Incident } from '../../../../domain/incidents/types';
import { counted } from '../../../../domain/words/counted';
import type { DurationMs } from '../../../../domain/units';
import { formatInterval } from '../../formatInterval';
import { formatTime, zoneName } from '../../../shared/times';

import { loadLines, loadStreams, MAX_LINES, type LokiSource, type Window } from './askLoki';
import { buildLogQuery, isComplete, type LogQuery } from './logQuery';
import { logText, timeOf, type LokiLines } from './lokiLines';

/** A scrape may see a kill minutes late, and a log may reach Loki with a clock of its own. */
const AROUND: DurationMs = 5 * 60_000;

/** Where the lines came from, and what of them is not there. */
export interface Origin {
  readonly text: string;
  readonly query: string;
  readonly warnings: readonly string[];
}

interface Asking {
  readonly incident: Pick<Incident, 'node' | 'cluster' | 'start' | 'end'>;
  readonly timeZone: string;
  readonly onText: (text: string, origin: Origin) => void;
}

interface LokiState {
  readonly source?: LokiSource;
  readonly query?: LogQuery;
  readonly busy?: string;
  readonly failed?: string;
}

/** One question at a time; a second one, or leaving the page, cancels the first. */
export function useLoki({ incident, timeZone, onText }: Asking) {
  const [state, setState] = useState<LokiState>({});
  const running = useRef<AbortController | undefined>(undefined);
  useEffect(() => () => running.current?.abort(), []);
  const window: Window = { from: incident.start - AROUND, to: incident.end + AROUND };
  const during = `${formatInterval({ start: window.from, end: window.to }, timeZone)} ${zoneName(window.to, timeZone)}`;

  const begin = () => {
    running.current?.abort();
    running.current = new AbortController();
    return running.current.signal;
  };
  const run = async (source: LokiSource, query: LogQuery, signal: AbortSignal) => {
    const show = (more: LokiState) => !signal.aborted && setState({ source, query, ...more });
    show({ busy: `Reading the log of ${during} from ${source.name}…` });
    try {
      const found = await loadLines({ uid: source.uid, expr: query.expr, window, signal });
      const failed = findNothing(found, during);
      show({ failed });
      if (failed === undefined && !signal.aborted) {
        const warnings = [...found.notices, ...limitReached(found, timeZone)];
        onText(logText(found.lines), {
          text: `${counted(found.lines.length, 'line')} of ${during} from ${source.name}:`,
          query: query.expr,
          warnings,
        });
      }
    } catch (error) {
      show({ failed: messageOf(error) });
    }
  };
  const ask = async (source: LokiSource) => {
    const signal = begin();
    setState({ source, busy: `Asking ${source.name} for its log of ${incident.node}…` });
    const { known, failed } = await look(source, incident.node, window);
    if (signal.aborted) {
      return;
    }
    const query = buildLogQuery({ ...incident, ...known });
    if (failed === undefined && isComplete(query.expr)) {
      await run(source, query, signal);
    } else {
      setState({ source, query, failed });
    }
  };
  return {
    state,
    ask: (source: LokiSource) => void ask(source),
    edit: (expr: string) => setState((before) => ({ ...before, query: { ...before.query, expr } })),
    cancel: () => {
      running.current?.abort();
      setState((before) => ({ ...before, busy: undefined }));
    },
    again: () => state.source && state.query && void run(state.source, state.query, begin()),
  };
}

async function look(source: LokiSource, node: string, window: Window) {
  try {
    return { known: await loadStreams(source.uid, node, window) };
  } catch (error) {
    return { known: { labels: [], streams: [] }, failed: `Its labels could not be read: ${messageOf(error)}` };
  }
}

const findNothing = ({ lines, hasMetrics }: LokiLines, during: string): string | undefined =>
  hasMetrics
    ? 'This query answers with numbers. Ask for the lines themselves: {…} without a function around it.'
    : lines.length === 0
      ? `Loki has no line for this query from ${during}. See that its labels name the node and its journal, and that Loki keeps logs that long.`
      : undefined;

function limitReached({ lines }: LokiLines, timeZone: string): readonly string[] {
  const last = lines.at(-1);
  return last && lines.length >= MAX_LINES
    ? [
        `Loki gave ${lines.length} lines, as many as Tidemark asks for. What came after ${formatTime(timeOf(last), timeZone)} is not among them: remove the log and narrow the query.`,
      ]
    : [];
}
