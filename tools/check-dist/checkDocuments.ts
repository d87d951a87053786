import { textOf, type Dist } from './dist';

const DOCUMENTS = ['README.md', 'LICENSE', 'CHANGELOG.md'];

/** A README of fewer characters is a placeholder. */
const SHORTEST = 100;

/** The texts that the catalogue and the plugin's own page show. */
export function checkDocuments(dist: Dist): readonly string[] {
  return DOCUMENTS.flatMap((file) => {
    const text = textOf(dist, file);
    if (text === undefined) {
      return [`${file}: missing`];
    }
    return text.trim().length < SHORTEST ? [`${file}: says next to nothing`] : deadLinks(file, text);
  });
}

/** Grafana's catalogue shows the README alone: relative links and pictures lead nowhere, and its validator refuses them. */
function deadLinks(file: string, text: string): readonly string[] {
  if (file !== 'README.md') {
    return [];
  }
  const targets = [...text.matchAll(/\[.+?\]\((.+?)\)/g)].map(([, target = '']) => target);
  return targets
    .filter((target) => !/^(#|https?:\/\/|mailto:)/.test(target))
    .map((target) => `${file}: the relative link ${target} is dead in the catalogue`);
}
