/** ` twice`, ` three times`, to follow a name or a verb; nothing for once. In words as far as one reads them faster. */
export function timesWord(count: number): string {
  return WORDS[count] ?? ` ${count} times`;
}

const WORDS: readonly string[] = ['', '', ' twice', ' three times', ' four times', ' five times'];
