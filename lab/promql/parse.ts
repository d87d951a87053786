import { parser } from '@prometheus-io/lezer-promql';

import { UnknownShape, type Expression, type LabelMatcher, type Matching, type Selector } from './expression';
import { groupingOf } from './vector';

type SyntaxNode = ReturnType<typeof parser.parse>['topNode'];

/**
 * Equal text is the same object, also as a part of others: the reviewer asks the same over and over.
 * @throws UnknownShape for a syntax error, and for what the evaluator cannot answer
 */
export function parsePromql(source: string): Expression {
  return readOnce(source, () => {
    const reader = readerOf(source);
    const top = parser.parse(source).topNode.firstChild;
    if (!top) {
      throw new UnknownShape(`nothing to evaluate in "${source}"`);
    }
    return reader(top);
  });
}

const expressions = new Map<string, Expression>();
const MOST_KEPT = 20_000;

function readOnce(source: string, read: () => Expression): Expression {
  const found = expressions.get(source);
  if (found) {
    return found;
  }
  if (expressions.size > MOST_KEPT) {
    expressions.clear();
  }
  const made = read();
  expressions.set(source, made);
  return made;
}

/** What is worth finding again, and short enough to be looked up. */
const PARTS: ReadonlySet<string> = new Set(['VectorSelector', 'FunctionCall', 'AggregateExpr']);

function readerOf(source: string): (node: SyntaxNode) => Expression {
  const text = (node: SyntaxNode) => source.slice(node.from, node.to);
  const fail = (node: SyntaxNode, why = node.name): never => {
    throw new UnknownShape(`${why}: "${text(node)}"`);
  };

  function read(node: SyntaxNode): Expression {
    return PARTS.has(node.name) ? readOnce(text(node), () => readNode(node)) : readNode(node);
  }

  function readNode(node: SyntaxNode): Expression {
    switch (node.name) {
      case 'ParenExpr':
        return read(only(node));
      case 'NumberDurationLiteral':
        return { kind: 'number', value: Number(text(node)) };
      case 'StringLiteral':
        return { kind: 'string', value: unquote(text(node)) };
      case 'VectorSelector':
        return readSelector(node);
      case 'MatrixSelector':
        return {
          kind: 'range',
          of: selectorOf(children(node)[0] ?? node),
          range: durationOf(children(node)[1] ?? node),
        };
      case 'SubqueryExpr':
        return readSubquery(node);
      case 'FunctionCall':
        return readCall(node);
      case 'AggregateExpr':
        return readAggregate(node);
      case 'BinaryExpr':
        return readBinary(node);
      case 'UnaryExpr':
        return text(children(node)[0] ?? node) === '-'
          ? { kind: 'negated', of: read(children(node)[1] ?? node) }
          : read(children(node)[1] ?? node);
      case 'OffsetExpr':
        return readOffset(node);
      case 'StepInvariantExpr':
        return readAt(node);
      default:
        return fail(node);
    }
  }

  function only(node: SyntaxNode): SyntaxNode {
    const [first] = children(node);
    return first ?? fail(node);
  }

  function readSelector(node: SyntaxNode): Selector {
    const matchers: LabelMatcher[] = [];
    for (const part of children(node)) {
      if (part.name === 'Identifier') {
        matchers.push({ label: '__name__', op: '=', value: text(part) });
      } else if (part.name === 'LabelMatchers') {
        matchers.push(...children(part).map(readMatcher));
      } else {
        fail(part);
      }
    }
    return { kind: 'selector', matchers, offset: 0 };
  }

  function readMatcher(node: SyntaxNode): LabelMatcher {
    const [label, op, value] = children(node);
    if (node.name !== 'UnquotedLabelMatcher' || !label || !op || !value) {
      return fail(node);
    }
    return { label: text(label), op: text(op) as LabelMatcher['op'], value: unquote(text(value)) };
  }

  function selectorOf(node: SyntaxNode): Selector {
    const read =
      node.name === 'ParenExpr'
        ? selectorOf(only(node))
        : node.name === 'VectorSelector'
          ? readSelector(node)
          : undefined;
    return read ?? fail(node, 'a range of what is no selector');
  }

  function durationOf(node: SyntaxNode): number {
    return parseDuration(text(node)) ?? fail(node, 'duration');
  }

  function readSubquery(node: SyntaxNode): Expression {
    const [of, range, step] = children(node);
    if (!of || !range) {
      return fail(node);
    }
    return {
      kind: 'subquery',
      of: read(of),
      range: durationOf(range),
      step: step ? durationOf(step) : 60_000,
      offset: 0,
    };
  }

  function readCall(node: SyntaxNode): Expression {
    const [identifier, body] = children(node);
    return identifier
      ? { kind: 'call', name: text(identifier), args: body ? children(body).map(read) : [] }
      : fail(node);
  }

  function readAggregate(node: SyntaxNode): Expression {
    const parts = children(node);
    const op = parts.find(({ name }) => name === 'AggregateOp') ?? fail(node);
    const modifier = parts.find(({ name }) => name === 'AggregateModifier');
    const args = children(parts.find(({ name }) => name === 'FunctionCallBody') ?? node).map(read);
    const labels = modifier?.getChild('GroupingLabels');
    const of = args[args.length - 1] ?? fail(node);
    return {
      kind: 'aggregate',
      op: text(op),
      grouping: groupingOf({
        by: !modifier?.getChild('Without'),
        labels: labels ? children(labels).map(text) : [],
      }),
      ...(args.length === 2 && args[0] && { parameter: args[0] }),
      of,
    };
  }

  function readBinary(node: SyntaxNode): Expression {
    const parts = children(node);
    const operators = parts.filter(
      ({ name }) => !isOperand(name) && name !== 'MatchingModifierClause' && name !== 'BoolModifier'
    );
    const operands = parts.filter(({ name }) => isOperand(name));
    const [operator] = operators;
    const [left, right] = operands;
    if (!operator || !left || !right || operators.length !== 1 || operands.length !== 2) {
      return fail(node, 'operator');
    }
    const bool = parts.find(({ name }) => name === 'BoolModifier');
    return {
      kind: 'binary',
      op: text(operator),
      bool: Boolean(bool?.getChild('Bool')),
      left: read(left),
      right: read(right),
      matching: readMatching(parts.find(({ name }) => name === 'MatchingModifierClause') ?? bool),
    };
  }

  function readMatching(node: SyntaxNode | undefined): Matching {
    const lists = node?.getChildren('GroupingLabels') ?? [];
    const grouped = node?.getChild('GroupLeft') ? 'left' : node?.getChild('GroupRight') ? 'right' : 'none';
    const isListed = Boolean(node?.getChild('On') ?? node?.getChild('Ignoring'));
    const labels = isListed && lists[0] ? children(lists[0]).map(text) : [];
    const include = lists[isListed ? 1 : 0];
    return {
      grouping: groupingOf({ by: Boolean(node?.getChild('On')), labels }),
      many: grouped,
      include: grouped !== 'none' && include ? children(include).map(text) : [],
    };
  }

  /** `offset` binds to the selector or subquery before it; the grammar hangs it around a whole operation. */
  function readOffset(node: SyntaxNode): Expression {
    const [of, , duration] = children(node);
    const inner = of && read(of);
    const ms = duration && parseDuration(text(duration).replace(/\s+/g, ''));
    if (!inner || ms === undefined) {
      return fail(node, 'offset');
    }
    return shifted(inner, (one) => ({ ...one, offset: one.offset + ms })) ?? fail(node, 'offset');
  }

  function readAt(node: SyntaxNode): Expression {
    const parts = children(node);
    const inner = parts[0] && read(parts[0]);
    const time = Number(text(parts[parts.length - 1] ?? node));
    if (!inner || !Number.isFinite(time)) {
      return fail(node, '@');
    }
    return shifted(inner, (one) => ({ ...one, at: time * 1000 })) ?? fail(node, '@');
  }

  return read;
}

type Shiftable = Selector | Extract<Expression, { kind: 'subquery' }>;

function shifted(of: Expression, shift: <T extends Shiftable>(one: T) => T): Expression | undefined {
  switch (of.kind) {
    case 'selector':
    case 'subquery':
      return shift(of);
    case 'range':
      return { ...of, of: shift(of.of) };
    case 'number':
    case 'string':
    case 'call':
    case 'aggregate':
    case 'binary':
    case 'negated':
      return undefined;
  }
}

function children(node: SyntaxNode): SyntaxNode[] {
  const found: SyntaxNode[] = [];
  for (let child = node.firstChild; child; child = child.nextSibling) {
    if (child.type.isError) {
      throw new UnknownShape('a syntax error');
    }
    found.push(child);
  }
  return found;
}

function isOperand(name: string): boolean {
  return /Expr$|Selector$|Literal$|Call$/.test(name);
}

const UNITS: Readonly<Record<string, number>> = {
  ms: 1,
  s: 1e3,
  m: 6e4,
  h: 3.6e6,
  d: 8.64e7,
  w: 6.048e8,
  y: 3.1536e10,
};

/** `1h30m`, or seconds as a plain number. */
function parseDuration(text: string): number | undefined {
  const [, sign, rest = ''] = /^(-?)(.*)$/.exec(text) ?? [];
  const factor = sign === '-' ? -1 : 1;
  if (/^\d+(\.\d+)?$/.test(rest)) {
    return factor * Number(rest) * 1000;
  }
  const parts = [...rest.matchAll(/(\d+)(ms|[smhdwy])/g)];
  return parts.length > 0 && parts.map(([whole]) => whole).join('') === rest
    ? factor * parts.reduce((sum, [, amount, unit = 's']) => sum + Number(amount) * (UNITS[unit] ?? 0), 0)
    : undefined;
}

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', a: '\x07', b: '\b', f: '\f', v: '\v' };

/** A Go string. */
function unquote(quoted: string): string {
  const inner = quoted.slice(1, -1);
  return quoted.startsWith('`') ? inner : inner.replace(/\\(.)/gs, (_, char: string) => ESCAPES[char] ?? char);
}
