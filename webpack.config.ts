import path from 'node:path';

import CopyWebpackPlugin from 'copy-webpack-plugin';
import type { Configuration } from 'webpack';

import scaffold, { type Env } from './.config/webpack/webpack.config.ts';

/** The scaffold copies the logos of the root plugin only; the nested plugins have their own. The dashboards live outside src. */
const config = async (env: Env): Promise<Configuration> => {
  const base = await scaffold(env);
  return {
    ...base,
    output: { ...base.output, devtoolModuleFilenameTemplate: nameInSourceMap },
    plugins: [
      ...(base.plugins ?? []),
      new CopyWebpackPlugin({
        patterns: [
          { from: '*/img/**/*', to: '.' },
          { from: '../dashboards/*.json', to: 'dashboards/[name][ext]' },
        ],
      }),
    ],
  };
};

/** webpack's own names hold the path of the machine that built. */
function nameInSourceMap({
  absoluteResourcePath,
  resourcePath,
}: {
  absoluteResourcePath: string;
  resourcePath: string;
}) {
  const [, inProject] = absoluteResourcePath.split(`${process.cwd()}${path.sep}`);
  return `webpack://tidemark-nodememory-app/${inProject ?? resourcePath}`;
}

export default config;
