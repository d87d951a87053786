/** One line of progress, marked so that it stands apart from the output of the programs called. */
export function progress(message: string): void {
  process.stdout.write(`• ${message}\n`);
}
