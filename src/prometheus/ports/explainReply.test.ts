import { explainReply as explain } from './explainReply';

const explainReply = (reply: Omit<Parameters<typeof explain>[0], 'json'>) =>
  explain({ ...reply, json: parsed(reply.text) });

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const PAGE = (body: string) =>
  `<!DOCTYPE html><html><head><title> Sign in\n to Acme </title></head><body>${body}</body></html>`;

test.each([
  ['an answer', 200, '{"status":"success","data":{}}'],
  ['an error', 422, '{"status":"error","errorType":"execution","error":"too many samples"}'],
  ['a busy server’s own error', 503, '{"status":"error","errorType":"timeout","error":"query timed out"}'],
])('%s of the API needs no explanation', (_, status, text) => {
  expect(explainReply({ status, text })).toBeUndefined();
});

test.each([
  [
    'a login page',
    200,
    PAGE('<input type="password">'),
    'a web page (“Sign in to Acme”) answers instead of the Prometheus API: a login',
  ],
  [
    'another page',
    200,
    '<html><title>Welcome to nginx!</title>',
    'a web page (“Welcome to nginx!”) answers instead of the Prometheus API; is the address right',
  ],
  ['a page without a title', 200, '<html>', 'a web page answers instead'],
  ['no tenant', 401, 'no org id', 'HTTP 401: it asks for a tenant (“no org id”); give the header X-Scope-OrgID'],
  ['no credentials', 401, 'Unauthorized', 'HTTP 401: it asks for credentials, or refuses those given (“Unauthorized”)'],
  ['no right', 403, '{"message":"forbidden"}', 'HTTP 403: it refuses access (“forbidden”)'],
  [
    'a wrong prefix',
    404,
    '404 page not found',
    'HTTP 404: there is no Prometheus API below this address (“404 page not found”); does it lack its path prefix',
  ],
  [
    'http where https is spoken',
    400,
    'Client sent an HTTP request to an HTTPS server.\n',
    'give the address with https://',
  ],
  [
    'nginx likewise',
    400,
    '<title>400 The plain HTTP request was sent to HTTPS port</title>',
    'give the address with https://',
  ],
  [
    'a proxy without its server',
    502,
    '<html><title>502 Bad Gateway</title>',
    'HTTP 502: a proxy in front of Prometheus got no answer from it, or it is overloaded (“502 Bad Gateway”)',
  ],
  ['too many requests', 429, '', 'HTTP 429: it is asked too much'],
  ['JSON cut short', 200, '{"status":"success","data":{"resu', 'the answer broke off after 33 characters'],
  ['nothing', 200, '  ', 'an empty answer'],
  ['another server', 200, '{"name":"x","cluster_name":"elasticsearch"}', 'this is no Prometheus'],
  ['success without data', 200, '{"status":"success"}', 'this is no Prometheus'],
  ['a text', 200, 'pong', 'this is no Prometheus'],
  ['an error of another server', 500, '{"msg":"internal"}', 'HTTP 500 (“internal”)'],
])('%s is told in one line', (_, status, text, words) => {
  const told = explainReply({ status, text });
  expect(told).toContain(words);
  expect(told).not.toContain('\n');
});

test('a redirect is told by host and path: what follows may be a secret', () => {
  const location = 'https://user:pw@sso.example/login?token=hunter2#hunter2';
  expect(explainReply({ status: 302, text: '', location })).toMatch(
    /^HTTP 302: it sends elsewhere \(to https:\/\/sso.example\/login\), which may be a login/
  );
});

test('a long text is cut', () => {
  expect(explainReply({ status: 500, text: 'x'.repeat(10_000) })?.length).toBeLessThan(200);
});
