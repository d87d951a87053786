import { readAddress } from './address';

test.each([
  ['http://127.0.0.1:9090', { url: 'http://127.0.0.1:9090' }],
  ['http://h:9090/', { url: 'http://h:9090' }],
  ['https://h/select/0/prometheus/', { url: 'https://h/select/0/prometheus' }],
  ['http://h:9090/graph', { url: 'http://h:9090' }],
  ['http://h/prom/api/v1/query', { url: 'http://h/prom' }],
  ['http://me:s%40crt@h:9090', { url: 'http://h:9090', user: 'me', password: 's@crt' }],
  ['http://me@h', { url: 'http://h', user: 'me' }],
  ['http://me:50%@h', { url: 'http://h', user: 'me', password: '50%' }],
])('%s', (text, address) => {
  expect(readAddress(text)).toEqual(address);
});

test.each([
  'prometheus:9090',
  'ftp://me:hunter2@h',
  'http://',
  'http:///x',
  'me:hunter2@h:9090',
  'http://me:hunter2@h:port',
  'http://me:hunter2@h/?a=hunter2',
  'http://me:hunter2@h/#hunter2',
])('%s is refused without being repeated', (text) => {
  expect(() => readAddress(text)).toThrow(/^--prometheus: /);
  expect(() => readAddress(text)).not.toThrow('hunter2');
});
