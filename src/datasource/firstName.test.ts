import { firstName } from './firstName';

test.each([
  ['tidemark-nodememory-datasource', [], 'Tidemark'],
  ['tidemark-nodememory-datasource', ['Prometheus', 'tidemark-nodememory-datasource'], 'Tidemark'],
  ['tidemark-nodememory-datasource-3', ['Prometheus', 'tidemark', 'Tidemark 2'], 'Tidemark 3'],
  ['Node memory of production', [], 'Node memory of production'],
  ['tidemark-nodememory-datasource of mine', [], 'tidemark-nodememory-datasource of mine'],
])('%s beside %j is called %s', (given, taken, name) => {
  expect(firstName(given, taken)).toBe(name);
});
