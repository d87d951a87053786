import { readFileSync, writeFileSync } from 'node:fs';

import { inProject } from './project';
import { withTables } from './docTables';

/** `npm run docs`: writes the tables of docs/concepts.md anew, from the code that decides by them. */
const page = inProject('docs', 'concepts.md');
writeFileSync(page, withTables(readFileSync(page, 'utf8')));
