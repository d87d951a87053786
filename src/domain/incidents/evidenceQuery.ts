import type { Evidence } from './types';

type Asked = Pick<Evidence, 'query' | 'source' | 'about'>;

/**
 * What to run to see the item of evidence itself. A review asks for many series, and for the times of their samples, in one
 * query: left are the series the item's value came from. Undefined where nothing was asked.
 */
export function evidenceQuery({ query, source, about = {} }: Asked): string | undefined {
  if (query === undefined) {
    return undefined;
  }
  const parts = partsOf(query);
  const own = parts?.filter((part) => isOfItem(part, source, about)) ?? [];
  const exprs = (own.length > 0 ? own : (parts ?? [{ name: '', expr: query }])).map(({ expr }) =>
    narrowed(expr, source, about)
  );
  return exprs.length === 1 ? exprs.join() : exprs.map((expr) => `(${expr})`).join(' or ');
}

interface Part {
  readonly name: string;
  readonly expr: string;
}

const PART = /^\(label_replace\((.*), "tidemark", "(\w+)", "", ""\)\)$/s;

/** The parts of a query that was put together of several; undefined for any other query. */
function partsOf(query: string): readonly Part[] | undefined {
  const matches = query.split(/ or (?=\(label_replace\()/).map((text) => PART.exec(text));
  const parts = matches.flatMap((match) => (match ? [{ expr: match[1] ?? '', name: match[2] ?? '' }] : []));
  return parts.length === matches.length ? parts : undefined;
}

/** Parts that hold when something was sampled or seen, not what it was. */
const BOOKKEEPING = /(?:At|^alive|^seen|^resets)$/;
/** Where no limit is set kube-state-metrics has no series at all; cAdvisor says 0. */
const BESIDE: ReadonlyMap<string, readonly string[]> = new Map([
  ['kube_pod_container_resource_limits', ['container_spec_memory_limit_bytes']],
]);

function isOfItem({ name, expr }: Part, source: string, about: Readonly<Record<string, string>>): boolean {
  const metric = /(?<![\w:])([a-zA-Z_:][\w:]*)\{/.exec(expr)?.[1] ?? '';
  const ofShared = name.endsWith('Kubepods');
  return (
    !BOOKKEEPING.test(name) &&
    [source, ...(BESIDE.get(source) ?? [])].includes(metric) &&
    ofShared === (about['pod'] === undefined && /Kubepods|max_usage|failcnt/.test(`${name} ${metric}`))
  );
}

/** Adds the labels to the selectors of the item's own metrics; strings within them are skipped, whatever they hold. */
function narrowed(expr: string, source: string, about: Readonly<Record<string, string>>): string {
  const own = new Set([
    source,
    source.replace('kube_pod_container_', 'kube_pod_init_container_'),
    ...(BESIDE.get(source) ?? []),
  ]);
  const matchers = Object.entries(about).map(([label, value]) => `${label}=${quote(value)}`);
  return expr.replace(SELECTOR, (selector: string, metric: string, inner: string) =>
    own.has(metric) && matchers.length > 0
      ? `${metric}{${[...(inner === '' ? [] : [inner]), ...matchers].join(',')}}`
      : selector
  );
}

/** From the start of a name only: from each of its letters, a long text without a selector would cost its square. */
const SELECTOR = /(?<![\w:])([a-zA-Z_:][\w:]*)\{((?:"(?:[^"\\]|\\.)*"|[^"{}])*)\}/g;

const quote = (text: string): string =>
  `"${text.replace(/\\/g, '\\\\').replace(/"/g, '\\"').replace(/\n/g, '\\n').replace(/\r/g, '\\r')}"`;
