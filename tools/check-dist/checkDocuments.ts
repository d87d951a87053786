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
    return text.trim().length < SHORTEST ? [`${file}: says next to nothing`] : [];
  });
}
