import { readMatchers } from './readMatchers';

test.each<[string, string, Readonly<Record<string, readonly string[]>>]>([
  ['an exact matcher', 'up{node="a",pod = "web-0"}', { node: ['a'], pod: ['web-0'] }],
  ['several selectors', 'a{node="x"} / on (node) b{node="y"}', { node: ['x', 'y'] }],
  ['a list of names', 'up{node=~"a|b.c"}', { node: ['a', 'b.c'] }],
  ['a list in parentheses, as Grafana writes variables', 'up{node=~"(a|b)"}', { node: ['a', 'b'] }],
  ['the pods of a workload', 'up{pod=~"web-.*"}', { pod: ['web'] }],
  ['no pattern', 'up{node=~"a.*b|c"}', { node: [] }],
  ['not everything', 'up{node=~".*",pod=~".+"}', { node: [], pod: [] }],
  ['nothing that is excluded', 'up{node!="a",pod!~"b"}', { node: [], pod: [] }],
  ['an empty value for none', 'up{node=""}', { node: [] }],
  ['no labels of a grouping', 'sum by (node) (rate(up[5m]))', {}],
  ['strings of any quotes', "up{a='x',b=`y`}", { a: ['x'], b: ['y'] }],
  ['no braces in strings and comments', 'up{a="}{node=\\"z\\"",b="c"} # {node="d"}', { a: ['}{node="z"'], b: ['c'] }],
  ['no other label within a value', 'up{a="node=\\"b\\""}', { a: ['node="b"'] }],
  ['what is cut off without failing', 'up{node="a', {}],
])('reads %s', (_, expr, found) => {
  expect(Object.fromEntries(readMatchers(expr))).toEqual(found);
});
