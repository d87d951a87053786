import { Command, CommanderError, Option } from 'commander';

import { loadIncidents } from '../src/prometheus/incidents/loadIncidents';

import { printOoms, type OomFormat } from './oomOutput';
import { readLogFile } from './readLogFile';
import { reserveCommand } from './reserveCommand';
import { reviewCommand } from './reviewCommand';

const FORMATS = ['table', 'json', 'markdown'];

const program = new Command('tidemark')
  .description('Why pods were evicted and containers OOM-killed: the same review as the Grafana app, in a terminal.')
  .exitOverride()
  .configureOutput({ outputError: (text, write) => write(text.replace(/^error: /, 'tidemark: ')) });

program
  .command('oom')
  .description("print a kernel log's OOM reports")
  .argument('<file>', 'a kernel log in any wrapping (dmesg, syslog, journald, JSON), .gz too; - for standard input')
  .addOption(new Option('--format <format>').choices(FORMATS).default('table'))
  .action(async (file: string, { format }: { format: OomFormat }) => {
    process.stdout.write(printOoms(await readLogFile(file), format));
  });

program.addCommand(
  reviewCommand({
    fetch,
    loadIncidents,
    now: Date.now,
    print: (text) => void process.stdout.write(text),
    say: (text) => void process.stderr.write(text),
    exitWith: (code) => {
      process.exitCode = code;
    },
  }).copyInheritedSettings(program)
);

program.addCommand(reserveCommand({ print: (text) => void process.stdout.write(text) }).copyInheritedSettings(program));

program.parseAsync().catch((error: unknown) => {
  if (error instanceof CommanderError) {
    process.exitCode = error.exitCode === 0 ? 0 : 2;
    return;
  }
  process.stderr.write(`tidemark: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 2;
});
