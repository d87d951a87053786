import { heapKept } from './heapKept';

const FIELDS = ['type', 'name', 'id', 'self_size', 'edge_count'];
const TYPES = ['object', 'code', 'native', 'closure'];

function snapshotOf(all: ReadonlyArray<readonly [type: string, name: string, size: number]>) {
  const strings = all.map(([, name]) => name);
  const nodes = all.flatMap(([type, , size], i) => [TYPES.indexOf(type), i, 2 * i + 1, size, 0]);
  return { snapshot: { meta: { node_fields: FIELDS, node_types: [TYPES] } }, nodes, strings };
}

test.each([
  [
    'an object, a function and what it closes over are kept',
    'objects',
    [
      ['object', 'Array', 16],
      ['closure', 'draw', 32],
      ['object', 'system / Context', 48],
    ],
    96,
  ],
  ['an element that is no longer in the page is kept', 'objects', [['native', 'Detached <div>', 64]], 64],
  ['machine code is not', 'code', [['code', '(instruction stream for draw)', 512]], 512],
  ['nor is what V8 keeps beside it', 'code', [['native', 'system / WeakArrayList', 100]], 100],
] as const)('%s', (_, where, all, bytes) => {
  expect(heapKept(snapshotOf(all))).toEqual({ objects: 0, code: 0, [where]: bytes });
});
