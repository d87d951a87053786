// Runs before anything is installed: plain Node, no dependencies.
import { prepare } from './prepare.mjs';

await prepare('the demo');
const { demo } = await import('./demo.ts');
await demo(process.argv.slice(2));
