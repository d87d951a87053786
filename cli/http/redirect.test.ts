import { nextAddress } from './redirect';

const API = 'http://h/prom/api/v1/query_range';

test.each([
  [
    'from http to https of the same host',
    API,
    308,
    'https://h/prom/api/v1/query_range',
    'https://h/prom/api/v1/query_range',
  ],
  ['to another prefix of the same host', API, 302, '/other/api/v1/query_range', 'http://h/other/api/v1/query_range'],
  [
    'without credentials that the server adds',
    API,
    302,
    'http://a:b@h/x/api/v1/query_range',
    'http://h/x/api/v1/query_range',
  ],
  ['not to another host', API, 302, 'http://evil/prom/api/v1/query_range', undefined],
  ['not to another port', API, 302, 'http://h:8080/prom/api/v1/query_range', undefined],
  ['not to a login page', API, 302, '/login?next=/prom/api/v1/query_range', undefined],
  ['not back to http', 'https://h/api/v1/query', 301, 'http://h/api/v1/query', undefined],
  ['not to itself', API, 302, API, undefined],
  ['not without a redirect', API, 200, '/x/api/v1/query_range', undefined],
  ['not to nowhere', API, 302, null, undefined],
  ['not to what is no address', API, 302, 'http://[', undefined],
])('a redirect is followed %s', (_, url, status, location, next) => {
  expect(nextAddress(url, status, location)).toBe(next);
});
