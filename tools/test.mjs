// Runs before anything is installed: plain Node, no dependencies.
import { prepare } from './prepare.mjs';

const load = await prepare('the tests');
const { runTests } = load('./runTests.ts');
await runTests(process.argv.slice(2));
