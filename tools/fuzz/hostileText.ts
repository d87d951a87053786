import fc from 'fast-check';

/** What a label, a log line or a setting must never be able to do with a page, a terminal, a parser or a sum. */
export const HOSTILE_TEXTS: readonly string[] = [
  '',
  ' ',
  '\n',
  '\r\n',
  '\u0000',
  '\u001b[2J\u001b]0;title\u0007',
  '\u202e\u2028',
  '\ud800',
  '<img src=x onerror=alert(1)>',
  '<script>alert(1)</script>',
  '"><svg/onload=alert(1)>',
  "'&lt;b&gt;&#60;b&#62;",
  '<!-- -->',
  '</code></pre><b>',
  '[a](javascript:alert(1))',
  '![a](http://x.invalid/y)',
  'http://x.invalid/y www.x.invalid a@x.invalid',
  '`',
  '``` ``` `',
  '# a\n\n- b\n\n    c\n\n<b>d</b>',
  '| a | b |\n|---|---|\n| <b> | c |',
  '%s%n%x',
  '%',
  '%%%%',
  '__proto__',
  'constructor',
  'toString',
  'NaN',
  'Infinity',
  '-Infinity',
  '+Inf',
  '-0',
  '1e999',
  '0x10',
  '1e308',
  '-1',
  '99999999999999999999',
  '9007199254740993',
  '{"a":1}',
  '[',
  '\\',
  '\\"',
  '\\u0000',
];

/** Short nonsense, hostile snippets, and one piece many times over. */
export const hostileText: fc.Arbitrary<string> = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...HOSTILE_TEXTS) },
  { weight: 3, arbitrary: fc.string({ maxLength: 20, unit: 'binary' }) },
  {
    weight: 1,
    arbitrary: fc
      .tuple(fc.constantFrom(...HOSTILE_TEXTS), fc.integer({ min: 2, max: 2000 }))
      .map(([piece, times]) => piece.repeat(times).slice(0, 20_000)),
  }
);
