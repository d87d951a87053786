import { decodeHttpConfig } from './decodeHttpConfig';

const SECRET = 'hunter2';

test('every key of http_config that is supported is read', () => {
  const text = `
basic_auth: { username: u, password_file: p }
tls_config:
  ca_file: ca.pem
  cert_file: c.pem
  key_file: k.pem
  server_name: n
  insecure_skip_verify: true
  min_version: TLS12
proxy_url: http://proxy:3128
no_proxy: 10.0.0.0/8
proxy_connect_header: { X-A: [b] }
follow_redirects: false
enable_http2: true
http_headers: { X-Scope-OrgID: { values: [shop], secrets: [s], files: [f] } }
`;
  expect(decodeHttpConfig(text)).toMatchObject({
    basic_auth: { username: 'u', password_file: 'p' },
    tls_config: { min_version: 'TLS12', insecure_skip_verify: true },
    proxy_connect_header: { 'X-A': ['b'] },
    http_headers: { 'X-Scope-OrgID': { values: ['shop'], secrets: ['s'], files: ['f'] } },
  });
});

test.each(['', '# nothing\n', '{}'])('an empty file asks for nothing: %j', (text) => {
  expect(decodeHttpConfig(text)).toEqual({});
});

test.each([
  ['an unknown key', `basic_auht: { password: ${SECRET} }`, 'unknown key "basic_auht"'],
  ['an unknown key within', `basic_auth: { passwrod: ${SECRET} }`, 'unknown key "basic_auth.passwrod"'],
  ['a value of another kind', `follow_redirects: "${SECRET}"`, '"follow_redirects" must be true or false'],
  ['a number for a password', 'basic_auth: { username: u, password: 12345 }', '"basic_auth.password" must be a text'],
  ['an unknown TLS version', 'tls_config: { min_version: SSL3 }', '"tls_config.min_version" must be'],
  ['oauth2', `oauth2: { client_secret: ${SECRET} }`, '"oauth2" is not supported here: fetch a token yourself'],
  ['a reference', `basic_auth: { password_ref: ${SECRET} }`, '"basic_auth.password_ref" is not supported here'],
  ['two ways in', `basic_auth: {}\nbearer_token: ${SECRET}`, '"basic_auth" and "bearer_token" exclude each other'],
  ['a password twice', `basic_auth: { password: ${SECRET}, password_file: f }`, 'exclude each other'],
  ['basic by authorization', `authorization: { type: Basic, credentials: ${SECRET} }`, 'use "basic_auth"'],
  ['no_proxy alone', 'no_proxy: x', '"no_proxy" needs "proxy_url"'],
  ['a list', `- ${SECRET}`, 'it holds no keys and values'],
  ['a text', SECRET, 'it holds no keys and values'],
  ['no YAML', `basic_auth: {\n password: "${SECRET}`, 'it is not YAML (line 2)'],
  ['a bomb of aliases', `a: &a [x]\nb: &b [${Array(200).fill('*a').join(',')}]`, 'Excessive alias count'],
])('%s is an error that names the key and no value', (_, text, message) => {
  const failure = () => decodeHttpConfig(text);
  expect(failure).toThrow(message);
  expect(failure).not.toThrow(SECRET);
});
