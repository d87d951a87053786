import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { format, resolveConfig } from 'prettier';

import { DASHBOARDS } from './index';
import { withRevision } from './withRevision';

/** `npm run dashboards`: writes every dashboard's JSON beside its source. */
async function generate(): Promise<void> {
  for (const { file, build } of DASHBOARDS) {
    const target = path.join(__dirname, file);
    const committed = existsSync(target) ? JSON.parse(readFileSync(target, 'utf8')) : undefined;
    const dashboard = withRevision(build(), committed);
    const style = await resolveConfig(target);
    writeFileSync(target, await format(JSON.stringify(dashboard), { ...style, parser: 'json' }));
    console.log(`${file}: revision ${dashboard.revision}`);
  }
}

void generate();
