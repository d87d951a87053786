// Runs before anything is installed: plain Node, no dependencies.
import { prepare } from './prepare.mjs';

const load = await prepare('the demo');
const { demo } = load('./demo.ts');
await demo(process.argv.slice(2));
