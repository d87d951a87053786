import { tagOf } from './incidentTags';

const POD =
  'gke-production-europe-west4-pool-highmem-7f3a9c21-abcd.europe-west4-a.c.example.internal-20261121T2111-oom1-api';
const values = (...tags: readonly string[]) => tags.map((tag) => tag.slice(tag.indexOf(':') + 1));

test.each([
  ['node', 'lab-node', 'node:lab-node'],
  ['verdict', 'oom3-node-evicted', 'verdict:oom3-node-evicted'],
])('%s %s is the tag %s', (key, value, tag) => {
  expect(tagOf(key, value)).toBe(tag);
});

test('two pods of one deployment on a node with a long name have two tags, each short enough', () => {
  const tags = [tagOf('incident', `${POD}-6d9f8-x2k4q`), tagOf('incident', `${POD}-6d9f8-p7w2z`)];
  expect(new Set(tags).size).toBe(2);
  expect(values(...tags).map(({ length }) => length)).toEqual([100, 100]);
});

test('two incidents of a node that is named by address and port have two tags, with one colon', () => {
  const tags = [
    tagOf('incident', '10.0.0.1:9100-20261121T2111-oom1'),
    tagOf('incident', '10.0.0.1:9100-20261121T2118-oom3'),
  ];
  expect(new Set(tags).size).toBe(2);
  expect(tags.every((tag) => tag.split(':').length === 2)).toBe(true);
});

test('the same value has the same tag at any time, so that it is found again', () => {
  expect(tagOf('incident', '10.0.0.1:9100-20261121T2111-oom1')).toBe(
    'incident:10.0.0.1.9100-20261121T2111-oom1-3uznazo571b0x'
  );
});

test('what differs only by a character that stands for a colon differs', () => {
  expect(tagOf('node', 'a:b')).not.toBe(tagOf('node', 'a.b'));
});
