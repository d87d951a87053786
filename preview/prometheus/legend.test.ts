import { nameSeries } from './legend';

const POD = { __name__: 'up', namespace: 'apps', pod: 'db-0' };

test.each([
  ['a format with labels', '{{namespace}}/{{ pod }}', POD, 'apps/db-0'],
  ['a label that is absent leaves nothing', '{{pod}}{{zone}}', POD, 'db-0'],
  ['auto leaves a series with labels to the panel', '__auto', POD, undefined],
  ['auto calls a series without labels by its expression', '__auto', {}, 'sum(up)'],
  ['no format writes the metric', undefined, POD, 'up{namespace="apps", pod="db-0"}'],
  ['no format and no labels: the expression', '', {}, 'sum(up)'],
])('%s', (_, format, labels, name) => {
  expect(nameSeries({ format, expr: 'sum(up)', labels })).toBe(name);
});
