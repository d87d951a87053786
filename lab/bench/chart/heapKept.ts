/** What a page's heap holds, in bytes. */
export interface HeapKept {
  /** Objects, strings, arrays, functions, DOM nodes: what something refers to. */
  readonly objects: number;
  /** What V8 compiled, and knows of that: it goes on compiling what runs often for hundreds of refreshes. */
  readonly code: number;
}

interface HeapSnapshot {
  readonly snapshot: {
    readonly meta: { readonly node_fields: readonly string[]; readonly node_types: ReadonlyArray<readonly string[]> };
  };
  readonly nodes: readonly number[];
  readonly strings: readonly string[];
}

/** From a heap snapshot as Chromium's DevTools write it. */
export function heapKept({ snapshot: { meta }, nodes, strings }: HeapSnapshot): HeapKept {
  const at = (field: string) => meta.node_fields.indexOf(field);
  const [type, name, size, types] = [at('type'), at('name'), at('self_size'), meta.node_types[0] ?? []];
  const kept = { objects: 0, code: 0 };
  for (let i = 0; i < nodes.length; i += meta.node_fields.length) {
    const kind = types[nodes[i + type] ?? -1];
    const isOfV8 = kind === 'native' && strings[nodes[i + name] ?? -1]?.startsWith('system / ');
    kept[kind === 'code' || isOfV8 ? 'code' : 'objects'] += nodes[i + size] ?? 0;
  }
  return kept;
}
