// Tests run in UTC whatever the machine's zone is.
process.env.TZ = 'UTC';

const { resolve } = require('node:path');

const scaffold = require('../.config/jest.config');
const { grafanaESModules, nodeModulesToTransform } = require('../.config/jest/utils');

const { '^.+\\.(t|j)sx?$': swc } = scaffold.transform;

/** ES modules that reach the tests through Scenes and that the scaffold's list lacks. */
const moreESModules = [
  '@grafana/scenes',
  '@react-hookz/web',
  '@ver0/deep-equal',
  'react-grid-layout',
  'valibot',
  'archiver',
  'yaml',
  'zip-stream',
  'compress-commons',
  'crc32-stream',
  'is-stream',
];

/** What all tests have in common: with a browser's globals as the scaffold sets them up, or as a program of Node. */
const inBrowser = {
  ...scaffold,
  rootDir: resolve(__dirname, '..'),
  // d3-color ships .mjs, which the scaffold's pattern does not transform.
  transform: { '^.+\\.m?(t|j)sx?$': swc },
  transformIgnorePatterns: [nodeModulesToTransform([...grafanaESModules, ...moreESModules])],
  moduleFileExtensions: ['js', 'mjs', 'cjs', 'jsx', 'ts', 'tsx', 'json', 'node'],
};
const inNode = { ...inBrowser, testEnvironment: 'node', setupFilesAfterEnv: [] };

module.exports = { inBrowser, inNode };
