import { readableQuery } from './readableQuery';

const part = (name: string, expr: string) => `(label_replace(${expr}, "tidemark", "${name}", "", ""))`;
const EVICTIONS =
  'max by (eviction_signal) ((kubelet_evictions{node="a"}) or (kubelet_evictions{node="",instance="a"}))';

test.each([
  ['a plain query stays', 'up{node="a"} or (down)', 'up{node="a"} or (down)'],
  [
    'times of samples are left out, and one value stands alone',
    [part('last', EVICTIONS), part('sampledAt', `timestamp(${EVICTIONS})`), part('alive', 'max(up)')].join(' or '),
    EVICTIONS,
  ],
  [
    'several values stay apart',
    [part('peak', 'a'), part('peakAt', 'b'), part('failures', 'c')].join(' or '),
    [part('peak', 'a'), part('failures', 'c')].join(' or '),
  ],
  ['nothing but times stays', part('sampledAt', 'a'), part('sampledAt', 'a')],
  [
    'a label value that looks like a part breaks nothing',
    part('last', 'up{pod="x or (label_replace("}'),
    part('last', 'up{pod="x or (label_replace("}'),
  ],
])('%s', (_, query, readable) => {
  expect(readableQuery(query)).toBe(readable);
});
