import { hideSecrets } from './hideSecrets';
import { hidingFetch } from './hidingFetch';

const INIT = { method: 'POST', headers: {}, body: '', signal: new AbortController().signal } as const;

test.each([
  ['an error', 401, 'no access for hunter2', 'no access for …'],
  ['a strange answer', 200, '<p>hunter2', '<p>…'],
  ['data are left as they are', 200, '{"status":"success","data":"hunter2"}', '{"status":"success","data":"hunter2"}'],
])('%s', async (_, status, text, shown) => {
  const headers = { get: (name: string) => (name === 'location' ? 'http://h/hunter2' : null) };
  const fetch = hidingFetch(
    () => Promise.resolve({ status, headers, note: 'n', text: () => Promise.resolve(text) }),
    (told) => hideSecrets(told, ['hunter2'])
  );
  const reply = await fetch('', INIT);
  expect([await reply.text(), reply.headers?.get('location'), reply.headers?.get('x'), reply.note]).toEqual([
    shown,
    'http://h/…',
    null,
    'n',
  ]);
});
