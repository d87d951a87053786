import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';

import { globSync } from 'glob';

import { inProject } from '../../tools/project';
import { keyOf, TOGETHER } from '../../src/domain/signals/together';
import { SIGNALS } from '../../src/prometheus/signals/catalogue';

import { noWorth, tellWithout, type ToldByVerdict, type Worth } from './without';

/** Where the page and the documentation read what a family is worth. */
const FILE = inProject('src', 'domain', 'signals', 'worth.json');

interface Options {
  readonly which: string;
  readonly worlds: number;
  readonly first: number;
}

/** Tells random worlds once complete and once without each family; of all families it writes the file. */
export async function runWithout({ which, worlds, first }: Options): Promise<number> {
  const ids =
    which === 'all'
      ? [...SIGNALS.map(({ id }) => id), ...TOGETHER.map(({ ids: all }) => keyOf(all))]
      : which.split(',');
  const worth = noWorth();
  for (let seed = first; seed < first + worlds; seed += 1) {
    await tellWithout(worth, seed, ids);
    process.stderr.write(`\r${worth.worlds} of ${worlds} worlds   `);
  }
  process.stderr.write('\n');
  console.log(tableOfWorth(worth));
  if (which === 'all') {
    const measured = { measured: new Date().toISOString().slice(0, 10), rules: rulesNow(), first, ...worth };
    writeFileSync(FILE, `${JSON.stringify(measured, null, 1)}\n`);
    console.log(`written to ${FILE}`);
  }
  return 0;
}

/** Changes with every rule of the review: tells whether the checked-in numbers are of today's. */
export function rulesNow(): string {
  const files = globSync(['src/domain/{events,incidents}/**/*.ts', 'src/prometheus/{events,incidents}/**/*.ts'], {
    cwd: inProject(),
    ignore: '**/*.test.ts',
  }).sort();
  const hash = createHash('sha256');
  files.forEach((file) => hash.update(readFileSync(inProject(file))));
  return hash.digest('hex').slice(0, 12);
}

function tableOfWorth({ complete, without, worlds, certainWrong }: Worth): string {
  const line = (name: string, told: ToldByVerdict) => {
    const sum = (how: 'certain' | 'likely' | 'possible' | 'wrong' | 'missed') =>
      Object.values(told).reduce((all, one) => all + one[how], 0);
    const cells = [sum('certain'), sum('likely'), sum('possible'), sum('wrong'), sum('missed')];
    return name.padEnd(18) + cells.map((cell) => String(cell).padStart(10)).join('');
  };
  return [
    `${worlds} worlds, complete collection; certain and wrong: ${certainWrong}`,
    'without               certain    likely  possible     wrong    missed',
    line('nothing', complete),
    ...Object.entries(without).map(([id, told]) => line(id, told)),
  ].join('\n');
}
