import type { RecordingRule } from './rule';

/** How often a recorded series would have been computed: the step of the subquery that stands for its past. */
const STEP = '30s';
const RECORDED =
  /\b(?:node|cluster):[a-z_]+:(?:max|min|sum|count)\b(?:\{provenance="([a-z]+)"\})?(\[[0-9]+[smh])?(\])?/g;

/** The expression with each recorded series replaced by what records it, for where no recording rule can be added. */
export function inline(expr: string, rules: readonly RecordingRule[]): string {
  return expr.replace(RECORDED, (found, provenance: string | undefined, range: string | undefined) => {
    const name = /^[a-z:_]+/.exec(found)?.[0];
    const meant = rules.filter(
      ({ record, labels }) => record === name && (provenance === undefined || labels?.provenance === provenance)
    );
    if (meant.length === 0) {
      throw new Error(`No rule records ${found}`);
    }
    const inner = meant.map((rule) => `(${inline(rule.expr, rules)})`).join(' or ');
    return range === undefined ? `(${inner})` : `(${inner})${range}:${STEP}]`;
  });
}
