// Runs before anything is installed: plain Node, no dependencies.
import { prepare } from './prepare.mjs';

await prepare('the tests');
const { runTests } = await import('./runTests.ts');
await runTests(process.argv.slice(2));
