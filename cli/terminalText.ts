/**
 * What of a label, a log line or a server's answer could drive the terminal or turn its text around: C0 and C1 controls, DEL,
 * line separators, and the marks that change the direction of writing.
 */
export const CONTROL = /[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/g;

/** One line of text with what would drive a terminal made visible. */
export function printable(text: string): string {
  return text.replace(CONTROL, '�');
}

/** Several lines likewise: whatever they are made of, only line breaks stay. */
export function printableLines(text: string): string {
  return text.split('\n').map(printable).join('\n');
}

/** JSON that is safe to look at as well: JSON itself lets all but C0 through. */
export function printableJson(value: unknown): string {
  const escaped = JSON.stringify(value, undefined, 2).replace(CONTROL, (found) =>
    found === '\n' ? found : `\\u${found.charCodeAt(0).toString(16).padStart(4, '0')}`
  );
  return `${escaped}\n`;
}
