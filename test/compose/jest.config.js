const base = require('../integration/jest.config.js');

module.exports = {
  ...base,
  testMatch: ['<rootDir>/test/compose/**/*.test.ts'],
  globalSetup: undefined,
  globalTeardown: undefined,
  testTimeout: 240_000,
};
