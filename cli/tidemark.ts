import { Command, CommanderError, Option } from 'commander';

import { version } from '../package.json';
import { loadIncidents } from '../src/prometheus/incidents/loadIncidents';

import { openConnection } from './http/openConnection';
import { printOoms, type OomFormat } from './oomOutput';
import { preflightCommand } from './preflightCommand';
import { progressLine } from './progressLine';
import { readLogFile } from './readLogFile';
import { reserveCommand } from './reserveCommand';
import { reviewCommand } from './reviewCommand';
import { printable, printableLines } from './terminalText';

const FORMATS = ['table', 'json', 'markdown'];

const program = new Command('tidemark')
  .description('Why pods were evicted and containers OOM-killed: the same review as the Grafana app, in a terminal.')
  .version(`tidemark ${version}`, '--version', 'print the version')
  .exitOverride()
  .configureOutput({ outputError: (text, write) => write(printableLines(optionError(text))) });

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
    connect: openConnection,
    env: process.env,
    loadIncidents,
    now: Date.now,
    print: (text) => void process.stdout.write(text),
    say: (text) => void process.stderr.write(text),
    progress: progressLine(process.stderr),
    exitWith: (code) => {
      process.exitCode = code;
    },
  }).copyInheritedSettings(program)
);

program.addCommand(
  reserveCommand({
    connect: openConnection,
    env: process.env,
    loadIncidents,
    now: Date.now,
    print: (text) => void process.stdout.write(text),
  }).copyInheritedSettings(program)
);

program.addCommand(
  preflightCommand({
    connect: openConnection,
    env: process.env,
    now: Date.now,
    print: (text) => void process.stdout.write(text),
    exitWith: (code) => {
      process.exitCode = code;
    },
  }).copyInheritedSettings(program)
);

program.parseAsync().catch((error: unknown) => {
  if (error instanceof CommanderError) {
    process.exitCode = error.exitCode === 0 ? 0 : 2;
    return;
  }
  process.stderr.write(`tidemark: ${printable(error instanceof Error ? error.message : String(error))}\n`);
  process.exitCode = 2;
});

/** What follows the name of an option nobody knows may be a password. */
function optionError(text: string): string {
  return text.replace(/^error: /, 'tidemark: ').replace(/(unknown option '--?[\w-]+)=[^\n]*'/, "$1'");
}
