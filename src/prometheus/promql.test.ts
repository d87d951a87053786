import { parser } from '@prometheus-io/lezer-promql';
import fc from 'fast-check';

import { is, matches, quote, regexLiteral, selector } from './promql';

function parses(expr: string): boolean {
  let ok = true;
  parser.parse(expr).iterate({ enter: (node) => void (ok &&= !node.type.isError) });
  return ok;
}

test.each([
  ['quotes', 'a"b', '"a\\"b"'],
  ['backslashes', 'a\\b', '"a\\\\b"'],
  ['line breaks', 'a\nb\r', '"a\\nb\\r"'],
  ['braces stay as they are', 'a}{b', '"a}{b"'],
])('quotes %s', (_, text, expected) => {
  expect(quote(text)).toBe(expected);
});

test('escapes a pattern for RE2, then for the string', () => {
  expect(selector('up', [matches('instance', regexLiteral('10.0.0.1'))])).toBe('up{instance=~"10\\\\.0\\\\.0\\\\.1"}');
});

test('parses whatever the label values are', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.string(), (first, second) =>
      parses(`sum(${selector('up', [is('node', first), matches('instance', regexLiteral(second))])})`)
    )
  );
});

test('a pattern made of a literal matches that text and nothing else', () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), (text, other) => {
      const pattern = new RegExp(`^(?:${regexLiteral(text)})$`);
      return pattern.test(text) && pattern.test(other) === (text === other);
    })
  );
});
