import { Worker } from 'node:worker_threads';

/** A lot of inputs takes seconds; after this it hangs. */
const LONGEST_MS = 120_000;

const WATCH = `
const { parentPort } = require('node:worker_threads');
let last = Date.now();
let what = '';
parentPort.on('message', (message) => { last = Date.now(); what = message; });
setInterval(() => {
  if (Date.now() - last > ${LONGEST_MS}) {
    require('node:fs').writeSync(2, 'Hangs: ' + what + '\\n');
    process.kill(process.pid, 'SIGKILL');
  }
}, 1000);
`;

/** Ends the process, saying where it was, when nothing was heard of it for two minutes: a hang cannot say so itself. */
export function watchForHang(): { readonly alive: (what: string) => void; readonly stop: () => Promise<unknown> } {
  const worker = new Worker(WATCH, { eval: true });
  return { alive: (what) => worker.postMessage(what), stop: () => worker.terminate() };
}
