const base = require('../../jest.config.js');

module.exports = {
  ...base,
  rootDir: '../..',
  testEnvironment: 'node',
  // The scaffold's set-up is for jsdom; these tests run without a browser's globals.
  setupFilesAfterEnv: [],
  testMatch: ['<rootDir>/test/integration/**/*.test.ts'],
  globalSetup: '<rootDir>/test/integration/startServers.ts',
  globalTeardown: '<rootDir>/test/integration/stopServers.ts',
  testTimeout: 60_000,
};
