import { Complaint } from './complaint';
import { getDebianProgram } from './debianPackage';
import { capture } from './run';

const promtool = (): string =>
  getDebianProgram({
    program: 'promtool',
    package: 'prometheus',
    otherwise: 'Install Prometheus 2.42 or newer so that "promtool" is on PATH.',
  });

/** What promtool says of a rule file; complains where it refuses it. */
export function checkRules(file: string): string {
  return succeed(['check', 'rules', file], `promtool refuses ${file}`);
}

/** Runs unit tests of rules; complains with what differed. */
export function testRules(file: string): string {
  return succeed(['test', 'rules', file], `Rules do not behave as ${file} says`);
}

/** Writes a file of OpenMetrics as blocks of a server's folder. */
export function createBlocks(file: string, tsdb: string): void {
  succeed(['tsdb', 'create-blocks-from', 'openmetrics', file, tsdb], `promtool cannot make blocks of ${file}`);
}

/** All samples of a server's folder, as text. */
export function dumpSamples(tsdb: string): string {
  return succeed(['tsdb', 'dump', tsdb], 'promtool cannot read the recording');
}

function succeed(args: readonly string[], otherwise: string): string {
  const { code, output } = capture(promtool(), args);
  if (code !== 0) {
    throw new Complaint(`${otherwise}:\n${output}`);
  }
  return output;
}
