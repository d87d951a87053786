import { hideSecrets } from './hideSecrets';

test.each([
  ['a secret', 'no access for hunter2', ['hunter2'], 'no access for …'],
  ['one that comes back encoded', 'GET /?t=a%2Fb', ['a/b'], 'GET /?t=…'],
  ['every time', 'xx and xx', ['xx'], '… and …'],
  ['the longer of two first', 'secret-long', ['secret', 'secret-long'], '…'],
  ['nothing for no secret', 'abc', [''], 'abc'],
])('hides %s', (_, text, secrets, hidden) => {
  expect(hideSecrets(text, secrets)).toBe(hidden);
});
