/** Does the work for every item, a few at a time; results in the order of the items. Rejects with the first that fails. */
export async function inTurns<In, Out>(
  items: readonly In[],
  atOnce: number,
  work: (item: In, index: number) => Promise<Out>
): Promise<readonly Out[]> {
  const results: Out[] = [];
  const queue = items.entries();
  const worker = async () => {
    for (const [index, item] of queue) {
      results[index] = await work(item, index);
    }
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, items.length) }, worker));
  return results;
}

/** The same for items that come one after another. */
export async function inTurnsAsTheyCome<In, Out>(
  items: AsyncIterable<In>,
  atOnce: number,
  work: (item: In, index: number) => Promise<Out>
): Promise<readonly Out[]> {
  const results: Out[] = [];
  const queue = numbered(items);
  const worker = async () => {
    for await (const [index, item] of queue) {
      results[index] = await work(item, index);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  return results;
}

async function* numbered<T>(items: AsyncIterable<T>): AsyncGenerator<readonly [number, T]> {
  let index = 0;
  for await (const item of items) {
    yield [index, item];
    index += 1;
  }
}
