import { defineConfig } from 'eslint/config';
import boundaries from 'eslint-plugin-boundaries';

import scaffold from './.config/eslint.config.mjs';

/** Each layer and what it may import: data flows one way (docs/architecture.md). */
const LAYERS = {
  domain: [],
  prometheus: ['domain'],
  frames: ['domain', 'prometheus'],
  datasource: ['domain', 'prometheus', 'frames'],
  panel: ['domain', 'frames'],
  pages: ['domain', 'prometheus', 'frames', 'datasource', 'panel'],
};

export default defineConfig([
  {
    ignores: [
      'node_modules/',
      'dist/',
      'dist-cli/',
      'dist-preview/',
      '.cache/',
      '.config/',
      'coverage/',
      'test-results/',
      'playwright-report/',
      '.eslintcache',
      '.lane-grafana13/',
    ],
  },
  ...scaffold,
  {
    files: ['{src,cli,preview,dashboards,tools,test,lab,rules}/**/*.{ts,tsx}'],
    languageOptions: { parserOptions: { project: './tsconfig.json' } },
    rules: {
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      'no-console': ['error', { allow: ['error', 'warn'] }],
    },
  },
  {
    files: ['{cli,preview,dashboards,tools,test,lab,rules}/**/*.{ts,tsx,mjs}'],
    rules: { 'no-console': 'off', 'react-hooks/rules-of-hooks': 'off' },
  },
  {
    files: ['src/**/*.{ts,tsx}'],
    ignores: ['src/**/*.test.{ts,tsx}'],
    plugins: { boundaries },
    settings: {
      'import/resolver': { node: { extensions: ['.ts', '.tsx'] } },
      'boundaries/elements': Object.keys(LAYERS).map((layer) => ({ type: layer, pattern: `src/${layer}` })),
    },
    rules: {
      'boundaries/dependencies': [
        'error',
        {
          default: 'allow',
          policies: Object.entries(LAYERS).map(([layer, mayImport]) => ({
            from: { element: { type: layer } },
            disallow: {
              to: {
                element: { type: Object.keys(LAYERS).filter((other) => other !== layer && !mayImport.includes(other)) },
              },
            },
          })),
        },
      ],
    },
  },
  {
    files: ['src/{domain,prometheus}/**/*.ts'],
    ignores: ['src/**/*.test.ts'],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          patterns: [
            {
              group: ['@grafana/*', 'react', 'react-*', 'rxjs', 'rxjs/*', 'node:*', 'fs', 'path'],
              message: 'This layer is pure.',
            },
          ],
        },
      ],
      'no-restricted-globals': ['error', 'fetch', 'window', 'document', 'localStorage'],
    },
  },
  {
    // Only `rxjs` itself is shared by Grafana (docs/architecture.md).
    files: ['src/{datasource,panel,frames}/**/*.{ts,tsx}'],
    rules: {
      'no-restricted-imports': [
        'error',
        { paths: [{ name: 'rxjs/operators', message: "Import operators from 'rxjs'." }] },
      ],
    },
  },
  {
    files: ['src/{datasource,panel,frames}/**/*.{ts,tsx}'],
    ignores: ['src/datasource/lazy.ts', 'src/**/*.test.ts'],
    rules: {
      'no-restricted-syntax': [
        'error',
        {
          selector: 'ImportExpression',
          message: 'Grafana finds chunks of a nested module only by way of datasource/lazy.ts.',
        },
      ],
    },
  },
]);
