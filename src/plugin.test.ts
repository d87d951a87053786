import datasource from './datasource/plugin.json';
import app from './plugin.json';

/** Grafana 12.4 searches "Add data source" by name alone (public/app/features/datasources/state/selectors.ts). */
test.each(['tidemark', 'memory', 'kubernetes', 'oom', 'evict'])('"%s" finds the data source to add', (searched) => {
  expect(datasource.name).toMatch(new RegExp(searched, 'i'));
});

/** The command palette searches the names of an app's pages; its keywords reach only the catalogue (navtree/applinks.go). */
test.each(['node', 'incident', 'oom', 'evict'])('"%s" finds a page in the command palette', (searched) => {
  const pages = app.includes.filter(({ type }) => type === 'page').map(({ name }) => name);
  expect(pages).toContainEqual(expect.stringMatching(new RegExp(searched, 'i')));
});
