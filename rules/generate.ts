import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { Command } from 'commander';

import { parseBytes } from '../src/domain/quantity/quantity';
import { Complaint, runOrComplain } from '../tools/complaint';
import { checkRules } from '../tools/promtool';

import { DEFAULT_CONFIG, type RulesConfig } from './config';
import { RULES_FILES, writeRules } from './files';

interface Options extends RulesConfig {
  readonly out: string;
}

/** `npm run rules`: writes the rules in each format and lets promtool check and test them. */
function generate({ out, ...given }: Options): void {
  const config = checkConfig(given);
  mkdirSync(out, { recursive: true });
  for (const one of RULES_FILES) {
    writeFileSync(path.join(out, one.file), writeRules(one, config));
    console.log(`${path.join(path.relative(process.cwd(), out), one.file)}: ${one.about}`);
  }
  console.log(checkRules(path.join(out, 'prometheus-rules.yaml')));
}

function checkConfig({ grafanaUrl, runbookUrl, evictionHard }: RulesConfig): RulesConfig {
  const wrong = [grafanaUrl, runbookUrl].find((url) => !/^https?:[/][/]/.test(url) || !URL.canParse(url));
  if (wrong !== undefined) {
    throw new Complaint(`"${wrong}" is no address: give it as https://grafana.example.com`);
  }
  try {
    parseBytes(evictionHard);
  } catch (error) {
    throw new Complaint(`--eviction-hard: ${error instanceof Error ? error.message : error}`);
  }
  return { grafanaUrl: grafanaUrl.replace(/[/]+$/, ''), runbookUrl: runbookUrl.replace(/[/]+$/, ''), evictionHard };
}

const program = new Command('npm run rules --')
  .description(
    'Writes recording rules and alerts for Prometheus, its operator and Grafana, and checks them with promtool.'
  )
  .option('--grafana-url <url>', 'where Grafana is, for links to its pages', DEFAULT_CONFIG.grafanaUrl)
  .option('--runbook-url <url>', 'where docs/runbooks can be read', DEFAULT_CONFIG.runbookUrl)
  .option('--eviction-hard <quantity>', 'of nodes whose threshold no series tells', DEFAULT_CONFIG.evictionHard)
  .option('--out <folder>', 'where to write', path.join(__dirname, 'generated'));

void runOrComplain(async () => generate(program.parse().opts<Options>()));
