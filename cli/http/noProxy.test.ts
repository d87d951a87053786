import { isExempt, isLoopback } from './noProxy';

test.each([
  ['the host itself', 'http://prom.example.com', 'prom.example.com', true],
  ['its subdomains', 'http://a.prom.example.com', 'prom.example.com', true],
  ['not a host that ends alike', 'http://myprom.example.com', 'prom.example.com', false],
  ['only subdomains after a dot', 'http://example.com', '.example.com', false],
  ['subdomains after a dot', 'http://a.example.com', '.example.com', true],
  ['subdomains after a star', 'http://a.example.com', '*.example.com', true],
  ['everything', 'http://a.b', '*', true],
  ['one of several, blanks aside', 'http://b', ' a , b ', true],
  ['in any case', 'http://PROM', 'prom', true],
  ['its port', 'http://prom:9090', 'prom:9090', true],
  ['not another port', 'http://prom:9091', 'prom:9090', false],
  ['the scheme’s own port', 'https://prom', 'prom:443', true],
  ['an address', 'http://10.1.2.3:9090', '10.1.2.3', true],
  ['a network', 'http://10.1.2.3', '10.0.0.0/8', true],
  ['not another network', 'http://11.1.2.3', '10.0.0.0/8', false],
  ['a network of IPv6', 'http://[fd00::1]:9090', 'fd00::/8', true],
  ['an address of IPv6', 'http://[fd00::1]:9090', '[fd00::1]:9090', true],
  ['no name in a network', 'http://prom', '10.0.0.0/8', false],
  ['no network that is none', 'http://10.1.2.3', '10.0.0.0/99,10.0.0.0/x,/8', false],
  ['nothing', 'http://prom', '', false],
])('no_proxy exempts %s', (_, url, rules, exempt) => {
  expect(isExempt(new URL(url), rules)).toBe(exempt);
});

test.each([
  ['http://localhost:9090', true],
  ['http://127.0.0.1:9090', true],
  ['http://127.9.9.9', true],
  ['http://[::1]:9090', true],
  ['http://localhost.example.com', false],
  ['http://10.0.0.1', false],
])('%s is loopback: %s', (url, loopback) => {
  expect(isLoopback(new URL(url))).toBe(loopback);
});
