import { aggregate } from './aggregate';
import { combineSets, combineVectors, computeOf, firstOf, withScalar } from './combine';
import { UnknownShape, type Expression, type Selector } from './expression';
import { KEEPS_NAME, OVER_TIME, overTime } from './overTime';
import { instantRow, matching, shiftTimes, type PrometheusMajor, type SampleSource } from './select';
import { derived, filled, unite, withoutName, type Labels, type Row, type Value } from './vector';

export interface Evaluation {
  readonly source: SampleSource;
  readonly major: PrometheusMajor;
  /** Ascending. */
  readonly at: readonly number[];
  /** Answered already at these times: the questions of a review share most of their parts. */
  readonly answers: Map<Expression, Value>;
}

/**
 * What a Prometheus answers at each of the times: the whole range in one pass.
 * @throws UnknownShape for what it was not taught
 */
export function evaluate(expression: Expression, on: Evaluation): Value {
  const known = on.answers.get(expression) ?? evaluateOnce(expression, on);
  on.answers.set(expression, known);
  return known;
}

function vectorOf(of: Expression, on: Evaluation): readonly Row[] {
  const value = evaluate(of, on);
  if (value.kind !== 'vector') {
    throw new UnknownShape(`a ${value.kind} where a vector belongs`);
  }
  return value.rows;
}

function evaluateOnce(expression: Expression, on: Evaluation): Value {
  const { length } = on.at;
  switch (expression.kind) {
    case 'number':
      return scalar(filled(length, expression.value));
    case 'string':
      return { kind: 'string', value: expression.value };
    case 'selector':
      return vector(instant(expression, on, 'value'));
    case 'range':
    case 'subquery':
      throw new UnknownShape('a range without a function over it');
    case 'negated':
      return negated(evaluate(expression.of, on));
    case 'aggregate': {
      const { op, grouping, parameter, of } = expression;
      const given = parameter && evaluate(parameter, on);
      return vector(
        aggregate(vectorOf(of, on), {
          op,
          grouping,
          ...(given?.kind === 'scalar' && { parameter: given.values }),
          length,
        })
      );
    }
    case 'binary':
      return binary(expression, on);
    case 'call':
      return call(expression, on);
  }
}

const vector = (rows: readonly Row[]): Value => ({ kind: 'vector', rows });
const scalar = (values: readonly number[]): Value => ({ kind: 'scalar', values });

function instant(selector: Selector, { source, major, at }: Evaluation, what: 'value' | 'time'): Row[] {
  const times = shiftTimes(at, selector);
  return matching(source, selector.matchers).flatMap((series) => instantRow(series, times, { major, what }) ?? []);
}

function negated(value: Value): Value {
  switch (value.kind) {
    case 'scalar':
      return scalar(value.values.map((one) => -one));
    case 'vector':
      return vector(
        unite(
          value.rows.map(({ labels, values }) => ({ labels: withoutName(labels), values: values.map((one) => -one) }))
        )
      );
    case 'string':
      throw new UnknownShape('a negated string');
  }
}

type Binary = Extract<Expression, { kind: 'binary' }>;

function binary(expression: Binary, on: Evaluation): Value {
  const { op, bool, left, right, matching: how } = expression;
  const { grouping } = how;
  if (op === 'or') {
    return vector(
      firstOf(
        alternatives(expression).map((of) => vectorOf(of, on)),
        grouping
      )
    );
  }
  const [a, b] = [evaluate(left, on), evaluate(right, on)];
  if (a.kind === 'vector' && b.kind === 'vector') {
    return vector(
      op === 'and' || op === 'unless'
        ? combineSets(op, { left: a.rows, right: b.rows, grouping })
        : combineVectors(op, { left: a.rows, right: b.rows, matching: how, bool })
    );
  }
  if (a.kind === 'vector' && b.kind === 'scalar') {
    return vector(withScalar(a.rows, b.values, { op, bool, scalarIsLeft: false }));
  }
  if (a.kind === 'scalar' && b.kind === 'vector') {
    return vector(withScalar(b.rows, a.values, { op, bool, scalarIsLeft: true }));
  }
  if (a.kind === 'scalar' && b.kind === 'scalar') {
    const { compute } = computeOf(op, bool);
    return scalar(a.values.map((value, i) => compute(value, b.values[i] ?? NaN)));
  }
  throw new UnknownShape(`${op} between ${a.kind} and ${b.kind}`);
}

/** `a or b or c` is `(a or b) or c`: all three, as long as they meet by the same labels. */
function alternatives({ left, right, matching: { grouping } }: Binary): Expression[] {
  const goesOn = left.kind === 'binary' && left.op === 'or' && left.matching.grouping === grouping;
  return [...(goesOn ? alternatives(left) : [left]), right];
}

const EACH: Readonly<Record<string, (value: number) => number>> = {
  abs: Math.abs,
  ceil: Math.ceil,
  floor: Math.floor,
};

type Call = Extract<Expression, { kind: 'call' }>;

function call({ name, args }: Call, on: Evaluation): Value {
  const { at } = on;
  const [first] = args;
  const seconds = () => at.map((time) => time / 1000);
  if (name === 'time' && args.length === 0) {
    return scalar(seconds());
  }
  if (!first) {
    throw new UnknownShape(`${name}()`);
  }
  const evaluateRange = OVER_TIME[name];
  if (evaluateRange) {
    return vector(overRange(name, first, on));
  }
  if (name === 'timestamp') {
    const rows =
      first.kind === 'selector'
        ? instant(first, on, 'time')
        : vectorOf(first, on).map(({ labels, values }) => ({
            labels,
            values: seconds().map((now, i) => (Number.isNaN(values[i]) ? NaN : now)),
          }));
    return vector(unite(rows.map(({ labels, values }) => ({ labels: withoutName(labels), values }))));
  }
  if (name === 'label_replace') {
    return vector(labelReplace(vectorOf(first, on), args));
  }
  if (name === 'vector' || name === 'scalar') {
    return name === 'vector' ? asVector(evaluate(first, on)) : asScalar(vectorOf(first, on), at.length);
  }
  if (name === 'absent') {
    return vector(absent(vectorOf(first, on), first, at.length));
  }
  const each = EACH[name];
  if (each) {
    return vector(
      unite(
        vectorOf(first, on).map(({ labels, values }) => ({
          labels: withoutName(labels),
          values: values.map((one) => each(one)),
        }))
      )
    );
  }
  throw new UnknownShape(`function ${name}`);
}

function overRange(name: string, of: Expression, on: Evaluation): Row[] {
  const evaluateRange = OVER_TIME[name];
  if (!evaluateRange || (of.kind !== 'range' && of.kind !== 'subquery')) {
    throw new UnknownShape(`${name} of what is no range`);
  }
  const { range } = of;
  const times = shiftTimes(on.at, of.kind === 'range' ? of.of : of);
  const series = of.kind === 'range' ? matching(on.source, of.of.matchers) : subquery(of, times, on);
  const rows = series.flatMap(({ labels, ...samples }) => {
    const values = overTime(samples, times, { range, major: on.major, evaluate: evaluateRange });
    return values ? [{ labels: KEEPS_NAME.has(name) ? labels : withoutName(labels), values }] : [];
  });
  return KEEPS_NAME.has(name) ? rows : unite(rows);
}

/** Its steps lie on whole multiples of the step, whenever it is asked. */
function subquery(
  { of, range, step }: Extract<Expression, { kind: 'subquery' }>,
  at: readonly number[],
  on: Evaluation
) {
  const from = Math.min(...at) - range;
  const to = Math.max(...at);
  const grid: number[] = [];
  const isLeftOpen = on.major === 3;
  for (let time = Math.ceil(from / step) * step; time <= to; time += step) {
    if (time > from || !isLeftOpen) {
      grid.push(time);
    }
  }
  const value = evaluate(of, { ...on, at: grid, answers: new Map() });
  if (value.kind !== 'vector') {
    throw new UnknownShape(`a subquery of a ${value.kind}`);
  }
  return value.rows.map(({ labels, values }) => ({ labels, times: grid, values }));
}

function labelReplace(rows: readonly Row[], args: readonly Expression[]): Row[] {
  const [target, replacement, source, pattern] = args.slice(1).map((arg) => {
    if (arg.kind !== 'string') {
      throw new UnknownShape('label_replace without strings');
    }
    return arg.value;
  });
  if (target === undefined || replacement === undefined || source === undefined || pattern === undefined) {
    throw new UnknownShape('label_replace without its four strings');
  }
  const regex = new RegExp(`^(?:${pattern})$`, 's');
  const replace = (labels: Labels): Labels => {
    const match = regex.exec(labels[source] ?? '');
    return match ? withLabel(labels, target, expand(replacement, match)) : labels;
  };
  const replaced = rows.map(({ labels, values }) => ({ labels: derived(labels, args, () => replace(labels)), values }));
  // A label that none of them had makes no two of them equal.
  return rows.some(({ labels }) => target in labels) ? unite(replaced) : replaced;
}

function expand(template: string, match: RegExpExecArray): string {
  return template.replace(/\$(?:\$|(\d+)|\{(\d+)\})/g, (whole, plain?: string, braced?: string) =>
    whole === '$$' ? '$' : (match[Number(plain ?? braced)] ?? '')
  );
}

function withLabel(labels: Labels, name: string, value: string): Labels {
  if (value !== '') {
    return { ...labels, [name]: value };
  }
  const { [name]: _, ...rest } = labels;
  return rest;
}

function asVector(value: Value): Value {
  if (value.kind !== 'scalar') {
    throw new UnknownShape(`vector of a ${value.kind}`);
  }
  return vector([{ labels: {}, values: value.values }]);
}

function asScalar(rows: readonly Row[], length: number): Value {
  const values = Array.from({ length }, (_, i) => {
    const present = rows.map((row) => row.values[i] ?? NaN).filter((one) => !Number.isNaN(one));
    return present.length === 1 ? (present[0] ?? NaN) : NaN;
  });
  return scalar(values);
}

function absent(rows: readonly Row[], of: Expression, length: number): Row[] {
  const equal = of.kind === 'selector' ? of.matchers.filter(({ op, label }) => op === '=' && label !== '__name__') : [];
  const values = Array.from({ length }, (_, i) => (rows.some((row) => !Number.isNaN(row.values[i])) ? NaN : 1));
  return [{ labels: Object.fromEntries(equal.map(({ label, value }) => [label, value])), values }];
}
