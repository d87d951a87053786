import { findOwnLink, plainText } from './plainText';

test.each([
  ['tags go, line breaks stay', '<b>Evicted</b><br>OOM3 · certain', 'Evicted\nOOM3 · certain'],
  ['escaped characters are read', 'a &lt;img&gt; &amp; b', 'a <img> & b'],
  ['scripts and styles say nothing', 'x<script>alert(1)</script><style>p{}</style>', 'x'],
  ['plain text stays', 'deployed 1.2', 'deployed 1.2'],
  ['nothing', '', ''],
])('%s', (_, html, text) => {
  expect(plainText(html)).toBe(text);
});

test.each([
  ['a path', '<a href="/a/app/incidents/1?x=2#y">open</a>', '/a/app/incidents/1?x=2#y'],
  ['this Grafana’s own address', '<a href="http://grafana:3000/d/x">open</a>', '/d/x'],
  ['another site', '<a href="https://evil.example/">open</a>', undefined],
  ['another site without a scheme', '<a href="//evil.example/x">open</a>', undefined],
  ['a script', '<a href="javascript:alert(1)">open</a>', undefined],
  ['no address', '<a>open</a>', undefined],
  ['an address that is none', '<a href="http://[">open</a>', undefined],
])('%s', (_, html, link) => {
  expect(findOwnLink(html, 'http://grafana:3000')).toBe(link);
});
