/** `1 eviction`, `2 evictions`; the plural is given where it is not the singular with an s. */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}
