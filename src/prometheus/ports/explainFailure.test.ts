import { explainFailure } from './explainFailure';

const coded = (code: string, message = '') => Object.assign(new Error(message), { code });
const wrapped = (cause: unknown) => new TypeError('fetch failed', { cause });

test.each([
  [
    'a port where nothing listens',
    wrapped(coded('ECONNREFUSED', 'connect ECONNREFUSED 127.0.0.1:9')),
    'nothing listens there (connect ECONNREFUSED 127.0.0.1:9)',
  ],
  [
    'each address of a host refusing',
    wrapped(
      Object.assign(new AggregateError([coded('ECONNREFUSED', 'connect ECONNREFUSED ::1:9')], ''), {
        code: 'ECONNREFUSED',
      })
    ),
    'nothing listens there (connect ECONNREFUSED ::1:9)',
  ],
  [
    'a name nobody knows',
    wrapped(coded('ENOTFOUND', 'getaddrinfo ENOTFOUND prom')),
    'this host name is not known (getaddrinfo ENOTFOUND prom)',
  ],
  [
    'a self-signed certificate',
    wrapped(coded('DEPTH_ZERO_SELF_SIGNED_CERT', 'self-signed certificate')),
    'its certificate is signed by nobody trusted here; give the authority’s certificate (--ca-file) (self-signed certificate)',
  ],
  [
    'a server without TLS',
    wrapped(coded('ERR_SSL_WRONG_VERSION_NUMBER', 'wrong version number')),
    'it does not speak TLS here; give the address with http:// (wrong version number)',
  ],
  [
    'a connection cut off',
    wrapped(coded('UND_ERR_SOCKET', 'other side closed')),
    'the connection was cut off (other side closed)',
  ],
  ['a code without a message', wrapped(coded('ECONNRESET')), 'the connection was cut off (ECONNRESET)'],
  ['a cause without a code', wrapped(new Error('something odd')), 'something odd'],
  ['what is no error', 'odd', 'odd'],
  [
    'how often it was asked',
    Object.assign(wrapped(coded('ECONNRESET', 'read ECONNRESET')), { note: 'asked 5 times' }),
    'the connection was cut off (read ECONNRESET); asked 5 times',
  ],
])('%s', (_, error, words) => {
  expect(explainFailure(error)).toBe(words);
});
