/** The label values that a PromQL expression asks for by name: of `=`, and of `=~` as far as it lists plain names. */
export function readMatchers(expr: string): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  for (const block of blocksOf(expr)) {
    for (const [, label = '', op = '', quoted = ''] of block.matchAll(MATCHER)) {
      const values = op === '=' ? [unquoted(quoted)] : op === '=~' ? namesIn(unquoted(quoted)) : [];
      found.set(label, [...new Set([...(found.get(label) ?? []), ...values.filter((value) => value !== '')])]);
    }
  }
  return found;
}

const STRING = String.raw`"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|` + '`[^`]*`';
const MATCHER = new RegExp(`([a-zA-Z_]\\w*)\\s*(=~|!=|!~|=)\\s*(${STRING})`, 'g');
const TOKEN = new RegExp(`#[^\\n]*|${STRING}|[{}]`, 'g');

/** What stands in braces: a brace in a string or a comment is none. */
function blocksOf(expr: string): readonly string[] {
  const blocks: string[] = [];
  let start: number | undefined;
  for (const { 0: token, index } of expr.matchAll(TOKEN)) {
    if (token === '{') {
      start = index + 1;
    } else if (token === '}' && start !== undefined) {
      blocks.push(expr.slice(start, index));
      start = undefined;
    }
  }
  return blocks;
}

const unquoted = (quoted: string): string => {
  const text = quoted.slice(1, -1);
  return quoted.startsWith('`') ? text : text.replace(/\\(.)/g, '$1');
};

/** `a|b`, `(a|b)` and `a-.*`, which is how one asks for the pods of a workload. Any other pattern names nobody. */
function namesIn(pattern: string): readonly string[] {
  const names = pattern
    .replace(/^\^?\(?(?:\?:)?/, '')
    .replace(/\)?\$?$/, '')
    .split('|')
    .map((name) => name.replace(/-\.[*+]$/, ''));
  return names.every((name) => NAME.test(name)) ? names : [];
}

/** A dot may stand for any character; in a node's name it stands for itself. */
const NAME = /^[\w.:-]*\w[\w.:-]*$/;
