const { inBrowser, inNode } = require('./test/jest.base.js');

module.exports = {
  projects: [
    {
      ...inNode,
      displayName: 'computed',
      testMatch: ['<rootDir>/{src/domain,src/prometheus,lab}/**/*.test.ts'],
      // A global is looked up through the test's sandbox each time, which takes a fifth of what much computing takes: these are handed in.
      sandboxInjectedGlobals: ['Array', 'Infinity', 'JSON', 'Map', 'Math', 'Number', 'Object', 'Set', 'WeakMap'],
    },
    {
      ...inBrowser,
      displayName: 'shown',
      testMatch: ['<rootDir>/{src,cli,preview,dashboards,rules,tools,test/architecture}/**/*.test.{ts,tsx}'],
      testPathIgnorePatterns: ['/node_modules/', '<rootDir>/src/(domain|prometheus)/'],
    },
  ],
  // Typing into an editor in jsdom takes seconds on a busy machine.
  testTimeout: 30_000,
};
