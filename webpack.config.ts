import path from 'node:path';

import CopyWebpackPlugin from 'copy-webpack-plugin';
import type { Configuration, RuleSetRule } from 'webpack';

import scaffold, { type Env } from './.config/webpack/webpack.config.ts';

/** The scaffold copies the logos of the root plugin only; the nested plugins have their own. The dashboards live outside src. */
const config = async (env: Env): Promise<Configuration> => {
  const base = await scaffold(env);
  return {
    ...base,
    module: { ...base.module, rules: base.module?.rules?.map(forTodaysBrowsers) },
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

/**
 * The scaffold compiles to ES2015, which spells out every spread and async function; what Grafana 12.4 runs on has had them for
 * years. It also turns `**` into Math.pow, which throws for a BigInt.
 */
function forTodaysBrowsers<Rule>(rule: Rule): Rule {
  return isSwcRule(rule)
    ? {
        ...rule,
        use: { ...rule.use, options: { ...rule.use.options, jsc: { ...rule.use.options.jsc, target: 'es2022' } } },
      }
    : rule;
}

interface SwcRule extends RuleSetRule {
  readonly use: { readonly loader: string; readonly options: { readonly jsc: object } };
}

function isSwcRule(rule: unknown): rule is SwcRule {
  const use = (rule as RuleSetRule | undefined)?.use;
  return typeof use === 'object' && 'loader' in use && use.loader === 'swc-loader';
}

/** As Grafana's plugin-validator looks for them: sources below src/. webpack's own names hold the path of the machine that built. */
function nameInSourceMap({ absoluteResourcePath, resourcePath }: SourceName) {
  const [, inProject = resourcePath] = absoluteResourcePath.split(`${process.cwd()}${path.sep}`);
  // The scaffold's virtual module pretends to be a library below src/.
  const library = /(?:^|\/)node_modules\/.*$/.exec(inProject)?.[0].replace(/^\//, '');
  const place = library === undefined ? inProject.replace(/^src\//, '') : `../${library}`;
  return `webpack://tidemark-nodememory-app/${place}`;
}

interface SourceName {
  readonly absoluteResourcePath: string;
  readonly resourcePath: string;
}

export default config;
