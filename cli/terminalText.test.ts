import fc from 'fast-check';

import { printable, printableJson, printableLines } from './terminalText';

const ESC = '\u001b[2J';
const CSI = '\u009b2J';
const BELOW = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/;

test.each([
  ['an escape sequence', ESC, '�[2J'],
  ['an escape in one character, which JSON lets through', CSI, '�2J'],
  ['a line break', 'a\r\nb', 'a��b'],
  ['text that is turned around', 'a\u202eb', 'a�b'],
  ['other writing', 'ünïcødé 語 💥', 'ünïcødé 語 💥'],
])('%s', (_, text, shown) => {
  expect(printable(text)).toBe(shown);
});

test('lines stay lines', () => {
  expect(printableLines(`a\n${ESC}`)).toBe('a\n�[2J');
});

test('JSON reads back as what it was, and drives no terminal', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const json = printableJson({ text, [text]: [CSI] });
      expect(JSON.parse(json)).toEqual({ text, [text]: [CSI] });
      expect(json).not.toMatch(BELOW);
    })
  );
});
