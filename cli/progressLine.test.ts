import { progressLine } from './progressLine';

function terminal(more: { readonly isTTY?: boolean; readonly columns?: number }) {
  const written: string[] = [];
  return { ...more, written, write: (text: string) => written.push(text) };
}

test('progress is one line on a terminal, cut to its width, without what would drive it', () => {
  const watched = terminal({ isTTY: true, columns: 12 });
  const { show, clear } = progressLine(watched);
  show('reading a\u001b[2J\u009b of many');
  clear();
  expect(watched.written).toEqual(['\rreading a�[\u001b[K', '\r\u001b[K']);
});

test.each([{ isTTY: false }, {}])('nothing is shown where nobody watches: %j', (one) => {
  const unwatched = terminal(one);
  const { show, clear } = progressLine(unwatched);
  show('reading a');
  clear();
  expect(unwatched.written).toEqual([]);
});
