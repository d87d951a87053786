const { inNode } = require('../jest.base.js');

module.exports = {
  ...inNode,
  testMatch: ['<rootDir>/test/integration/**/*.test.ts'],
  globalSetup: '<rootDir>/test/integration/startServers.ts',
  globalTeardown: '<rootDir>/test/integration/stopServers.ts',
  testTimeout: 60_000,
};
