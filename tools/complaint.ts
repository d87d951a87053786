import { stopEverything } from './stopAtExit';

/** A failure a person can act on: printed as its one message, without a stack. */
export class Complaint extends Error {
  override readonly name = 'Complaint';
}

/** Runs a command's main function; whatever fails ends the process with code 1 and one clear line. */
export async function runOrComplain(main: () => Promise<void>): Promise<void> {
  try {
    await main();
  } catch (error) {
    console.error(error instanceof Complaint ? `\n${error.message}` : error);
    await stopEverything();
    process.exit(1);
  }
}
