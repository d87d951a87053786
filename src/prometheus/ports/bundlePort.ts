import { isOfFewSteps } from './fewSteps';
import { NO_REPLY } from './replies';
import type { Series } from '../../domain/series';

import type { PrometheusPort, PromQuery, PromReply, PromRequest, QueryError } from './port';
import { or, quote } from '../promql';
import { inShortGroups, isShortEnough } from './queryLength';

/** Says of a series which question of its query it answers. */
const OF = 'tidemark_of';

/** A server works on one query at a time by one thread: a few queries side by side are answered sooner than one alone. */
const MOST_TOGETHER = 8;

/** So few go side by side as they are, unless others go along. */
const FEW = 3;

interface Bundle {
  readonly query: PromQuery;
  /** One of them may stand without the label: all others have it. */
  readonly members: readonly PromQuery[];
}

/**
 * The same port by fewer queries: several questions as one, their series told apart by a label. A question that makes its query
 * fail takes no other with it: they are asked once more, one by one.
 */
export function bundlePort(port: PrometheusPort): PrometheusPort {
  return async (request, signal) => {
    const bundles = bundled(request);
    const reply = await port({ ...request, queries: bundles.map(({ query }) => query) }, signal);
    const broken = bundles.filter((bundle) => bundle.members.length > 1 && isBroken(bundle, reply));
    const alone = broken.flatMap(({ members }) => members);
    const later = alone.length === 0 ? NO_REPLY : await port({ ...request, queries: alone }, signal);
    return unbundled(
      bundles.filter((bundle) => !broken.includes(bundle)),
      reply,
      later
    );
  };
}

function bundled(request: PromRequest): readonly Bundle[] {
  const { queries } = request;
  const some = queries.filter(({ isAlone }) => !isAlone);
  const ranges = some.filter(({ mode }) => mode === 'range');
  const few = queries.every(({ isAlone, index }) => !isAlone || index) ? FEW : 1;
  const bundles = [...new Set([...ranges, ...some].map((query) => kindOf(query, request)))].flatMap((kind) => {
    const alike = some.filter((query) => kindOf(query, request) === kind);
    const most = isShort(alike[0]!, request) ? Infinity : MOST_TOGETHER;
    return alike.length <= few ? alike.map(aloneOf) : inShortGroups(alike, memberOf, most).map(bundleOf);
  });
  return queries
    .filter(({ isAlone }) => isAlone)
    .reduce<readonly Bundle[]>((all, query) => withAlone(all, query, request), bundles);
}

const isShort = ({ mode, step }: PromQuery, request: PromRequest): boolean =>
  mode === 'range' && isOfFewSteps(request, step ?? request.step);

/** One that cannot be labelled goes with others that are, where that costs little. */
function withAlone(bundles: readonly Bundle[], query: PromQuery, request: PromRequest): readonly Bundle[] {
  const along = isShort(query, request)
    ? bundles.find(
        ({ query: other, members }) =>
          kindOf(other, request) === kindOf(query, request) &&
          members.every(({ isAlone }) => !isAlone) &&
          isShortEnough([...members, query].map(memberOf).join())
      )
    : undefined;
  return along
    ? bundles.map((bundle) => (bundle === along ? bundleOf([...along.members, query]) : bundle))
    : [...bundles, aloneOf(query)];
}

const aloneOf = (query: PromQuery): Bundle => ({ query, members: [query] });

/** Only what is evaluated at the same times goes together. */
const kindOf = ({ mode, step }: PromQuery, request: PromRequest): string =>
  mode === 'range' ? `range ${step ?? request.step}` : mode;

function bundleOf(members: readonly PromQuery[]): Bundle {
  const [first, ...others] = members;
  if (first === undefined || others.length === 0) {
    return { query: first!, members };
  }
  return { query: { ...first, refId: `${first.refId}+${others.length}`, expr: or(...members.map(memberOf)) }, members };
}

const memberOf = ({ refId, expr, isAlone }: PromQuery): string =>
  isAlone ? expr : `label_replace(${expr}, "${OF}", ${quote(refId)}, "", "")`;

/** Its members may fare better alone: where the server answered, and not that it wants to be asked less. */
function isBroken({ query: { refId } }: Bundle, { errors }: PromReply): boolean {
  return errors.some((error) => error.refId === refId && isWorthAnother(error));
}

/** Not where the server is not there, or wants to be asked less. */
export function isWorthAnother({ status, message }: QueryError): boolean {
  const isAnswer = status !== undefined && ![401, 403, 404, 429].includes(status);
  return !UNREACHABLE.test(message) && (isAnswer || (status === undefined && ABOUT_QUERY.test(message)));
}

/** As Go and Node word it; Grafana gives that a status of its own. */
const UNREACHABLE = /connection (refused|reset)|ECONN|no such host|ENOTFOUND|dial tcp|no route|EOF|socket hang up/i;

/** As Prometheus, its kin and VictoriaMetrics word it; Grafana may pass on the words without the status. */
const ABOUT_QUERY =
  /bad_data|parse error|execution|query timed out|too many (samples|points|bytes)|too long|exceed|limit/i;

function unbundled(bundles: readonly Bundle[], reply: PromReply, later: PromReply): PromReply {
  const owners = new Map(bundles.map(({ query, members }) => [query.refId, members.map(({ refId }) => refId)]));
  return {
    series: { ...Object.assign({}, ...bundles.map((bundle) => seriesOf(bundle, reply))), ...later.series },
    errors: [
      ...reply.errors.flatMap(({ refId, ...error }) =>
        refId === undefined ? [error] : (owners.get(refId) ?? []).map((member) => ({ ...error, refId: member }))
      ),
      ...later.errors,
    ],
    warnings: [...new Set([...reply.warnings, ...later.warnings])],
  };
}

function seriesOf({ query, members }: Bundle, reply: PromReply): PromReply['series'] {
  const found = reply.series[query.refId];
  const [only, ...others] = members;
  if (found === undefined || only === undefined) {
    return {};
  }
  if (others.length === 0) {
    return { [only.refId]: found };
  }
  const parts = new Map<string, Series[]>(members.map(({ refId }) => [refId, []]));
  const unlabelled = members.find(({ isAlone }) => isAlone)?.refId ?? '';
  for (const { labels, ...samples } of found) {
    const { [OF]: of = unlabelled, ...own } = labels;
    parts.get(of)?.push({ ...samples, labels: own });
  }
  return Object.fromEntries(parts);
}
