// Control characters of a label or a log could drive a terminal, or break the line.
const CONTROL = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]/g;

/** The text as Markdown that shows just it: no emphasis, link, table, heading or HTML comes of it. */
export function markdownText(text: string): string {
  return (
    text
      .replace(CONTROL, ' ')
      // Four blanks would begin a block of code.
      .replace(/\s+/g, ' ')
      .trim()
      .replace(/&/g, '&amp;')
      .replace(/</g, '&lt;')
      .replace(/[\\`*_[\]|~!#]/g, '\\$&')
      .replace(/(https?|ftp):/gi, '$1&#58;')
      .replace(/(www)\./gi, '$1&#46;')
      .replace(/@/g, '&#64;')
      .replace(/^(\s*)([-+>=])/, '$1\\$2')
      .replace(/^(\s*\d+)([.)])/, '$1\\$2')
  );
}
