import { replaceMacros } from './macros';

const VALUES = {
  stepMs: 30_000,
  scrapeIntervalMs: 30_000,
  fromMs: 1795295100000,
  toMs: 1795295900000,
};

test.each([
  ['rate(x[$__rate_interval])', 'rate(x[2m0s])'],
  ['rate(x[${__interval}])', 'rate(x[30s])'],
  ['x offset $__range', 'x offset 800s'],
  ['x * $__interval_ms', 'x * 30000'],
  ['x{pod="$__unknown"}', 'x{pod="$__unknown"}'],
])('%s is sent as %s', (expr, sent) => {
  expect(replaceMacros(expr, VALUES)).toBe(sent);
});
