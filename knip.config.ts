import type { KnipConfig } from 'knip';

const config: KnipConfig = {
  entry: [
    'src/{datasource,panel}/module.ts!',
    '.config/**/*.{js,mjs,ts}',
    'preview/main.ts',
    'lab/leak/leak.ts',
    'lab/bench/chart/page.tsx',
    'lab/host/holdTree.ts',
    'tools/*.mjs',
    'tools/{demo,runTests,testGrafana,grafana13,fixLockfile,check-dist,checkCatalogue,package}.ts',
    'test/browserWithFetch.ts',
    'test/integration/{startServers,stopServers}.ts',
    'test/**/*.{test,spec}.ts',
  ],
  project: ['{src,preview,cli,dashboards,rules,tools,test,lab}/**/*.{ts,tsx,mjs}'],
  // Come with Grafana's libraries, in the versions these ask for: the preview lends them to the plugins.
  // kubernetes-types is what lab/kubernetes has TypeScript check manifests against.
  ignoreDependencies: [
    'kubernetes-types',
    '@emotion/react',
    'i18next',
    'lodash',
    'moment',
    'react-router',
    'redux',
    'tslib',
    'systemjs',
  ],
  // Jest finds it from the project's root.
  ignoreUnresolved: ['./test/browserWithFetch.ts'],
  ignoreExportsUsedInFile: true,
};

export default config;
