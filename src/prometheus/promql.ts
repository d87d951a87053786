/** One label matcher; `=~` and `!~` take an RE2 pattern whose literals went through `regexLiteral`. */
export interface Matcher {
  readonly label: string;
  readonly op: '=' | '!=' | '=~' | '!~';
  readonly value: string;
}

export const is = (label: string, value: string): Matcher => ({ label, op: '=', value });
export const isNot = (label: string, value: string): Matcher => ({ label, op: '!=', value });
export const matches = (label: string, pattern: string): Matcher => ({ label, op: '=~', value: pattern });

export const doesNotMatch = (label: string, pattern: string): Matcher => ({ label, op: '!~', value: pattern });

/** Any of these values, as they are. */
export const oneOf = (label: string, values: readonly string[]): Matcher =>
  matches(label, [...new Set(values)].map(regexLiteral).join('|'));

/** `metric{a="1",b=~"2"}`, every value quoted. */
export function selector(metric: string, matchers: readonly Matcher[]): string {
  return `${metric}{${matchers.map(({ label, op, value }) => `${label}${op}${quote(value)}`).join(',')}}`;
}

/** The same of any of several metrics. */
export function selectorOfAny(metrics: readonly string[], matchers: readonly Matcher[]): string {
  const [only = '', ...others] = metrics;
  return others.length === 0
    ? selector(only, matchers)
    : selector('', [matches('__name__', metrics.map(regexLiteral).join('|')), ...matchers]);
}

/** A PromQL string. The lexer takes Go's escapes, and no raw line break. */
export function quote(text: string): string {
  const escaped = text.replace(/\\/g, '\\\\').replace(/"/g, '\\"').replace(/\n/g, '\\n').replace(/\r/g, '\\r');
  return `"${escaped}"`;
}

/** The text as an RE2 pattern that matches just it. Quoting for the PromQL string comes on top. */
export function regexLiteral(text: string): string {
  return text.replace(/[\\.+*?()|[\]{}^$]/g, '\\$&');
}

/** Alternatives of a pattern; the first operand's series hide the others' of the same labels. */
export function or(...operands: readonly string[]): string {
  return operands.length === 1 ? operands.join() : operands.map(paren).join(' or ');
}

export function and(left: string, right: string, on?: readonly string[]): string {
  return `${paren(left)} and ${on ? `on (${on.join(',')}) ` : ''}${paren(right)}`;
}

export function unless(left: string, right: string, on?: readonly string[]): string {
  return `${paren(left)} unless ${on ? `on (${on.join(',')}) ` : ''}${paren(right)}`;
}

export type Aggregation = 'sum' | 'max' | 'min' | 'count' | 'group';

export function aggregate(by: Aggregation, expr: string, labels?: readonly string[]): string {
  return `${by}${labels ? ` by (${labels.join(',')}) ` : ''}${paren(expr)}`;
}

export function paren(expr: string): string {
  return `(${expr})`;
}
