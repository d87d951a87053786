import { exitWords } from './exitWords';

test.each([
  ['a clean end', { exitCode: 0, reason: 'Completed' }, /^exit code 0: it finished without an error$/],
  [
    'the application’s own error',
    { exitCode: 1, reason: 'Error' },
    /^exit code 1: an error of the application itself; its log/,
  ],
  ['a code that only the application knows', { exitCode: 42 }, /^exit code 42: an error of the application itself/],
  ['a signal without a name', { exitCode: 128 + 10 }, /^exit code 138: it was ended by signal 10$/],
  ['a code beyond the signals', { exitCode: 3221225477 }, /^exit code 3221225477: an error of the application/],
  ['a reason nobody knows', { exitCode: 1, reason: 'DeadlineExceeded' }, /\(reason DeadlineExceeded\)$/],
  ['a segmentation fault', { exitCode: 139, reason: 'Error' }, /^exit code 139: SIGSEGV: .*own fault$/],
  ['a stop', { exitCode: 143, reason: 'Error' }, /^exit code 143: SIGTERM: it was asked to stop and did/],
  ['nothing at all', {}, /^no series has its exit code/],
  ['an error without its code', { reason: 'Error' }, /^it ended with an error; no series has its exit code$/],
  ['a clean end without its code', { reason: 'Completed' }, /^it finished without an error$/],
  ['another reason without a code', { reason: 'DeadlineExceeded' }, /^reason DeadlineExceeded; no series has its exit/],
  ['an empty reason', { exitCode: 0, reason: '' }, /without an error$/],
])('%s', (_, exit, words) => {
  expect(exitWords(exit)).toMatch(words);
});

test('137 alone does not say who killed', () => {
  expect(exitWords({ exitCode: 137, reason: 'Error' })).toContain('does not say by whom');
});

test.each([137, undefined])(
  'OOMKilled with %s says that it was the kernel, and claims no code that was not read',
  (exitCode) => {
    const words = exitWords({ exitCode, reason: 'OOMKilled' });
    expect(words).toContain('the kernel killed for memory in its cgroup');
    expect(words.includes('137')).toBe(exitCode === 137);
  }
);

test.each([1, 143])('OOMKilled beside exit code %i is about another process', (exitCode) => {
  expect(exitWords({ exitCode, reason: 'OOMKilled' })).toMatch(
    /^exit code \d+: .*killed another process in its cgroup/
  );
});

test('the 137 that the kubelet makes up is no kill', () => {
  expect(exitWords({ exitCode: 137, reason: 'ContainerStatusUnknown' })).toMatch(/^the kubelet lost track of it/);
});

test('a prototype’s name is no reason known', () => {
  expect(exitWords({ exitCode: 1, reason: 'toString' })).toMatch(/^exit code 1.*\(reason toString\)$/);
});
