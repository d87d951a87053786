import { cpSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';

import { build, type BuildOptions, type Plugin } from 'esbuild';

import { isStale } from './isStale';
import { progress } from './progress';
import { inProject } from './project';

const OUT = inProject('dist-preview');

/** Bundles the preview with Grafana's libraries into dist-preview/, unless it is there and newer than what it is made of. */
export async function buildPreview(): Promise<void> {
  if (
    !isStale({
      output: join(OUT, 'main.js'),
      inputs: [inProject('preview'), inProject('package-lock.json'), __filename],
    })
  ) {
    return;
  }
  progress("Bundling Grafana's libraries for the preview (once, under a minute) …");
  const started = Date.now();
  rmSync(OUT, { recursive: true, force: true });
  mkdirSync(OUT, { recursive: true });
  await build(forGrafana({ entryPoints: [inProject('preview', 'main.ts')], outdir: OUT, splitting: true }));
  cpSync(inProject('preview', 'index.html'), join(OUT, 'index.html'));
  cpSync(inProject('node_modules', 'systemjs', 'dist'), join(OUT, 'systemjs'), { recursive: true });
  progress(`Bundled in ${Math.round((Date.now() - started) / 1000)} s.`);
}

/** How code that brings Grafana's libraries with it is bundled for a browser. */
export const forGrafana = (options: BuildOptions): BuildOptions => ({
  bundle: true,
  format: 'esm',
  target: 'es2022',
  minify: true,
  jsx: 'transform',
  logLevel: 'error',
  loader: { '.svg': 'dataurl', '.ttf': 'file', '.png': 'dataurl' },
  define: {
    'process.env.NODE_ENV': '"production"',
    global: 'window',
    // SystemJS's AMD support sets a global `define`; bundled UMD libraries must not register there.
    define: 'undefined',
  },
  plugins: [tolerateMissingTableDefaults, leaveOutWebFonts],
  ...options,
});

/** Scenes 8.19.0 imports an export of @grafana/schema's table options that does not exist; esbuild calls that an error. */
const tolerateMissingTableDefaults: Plugin = {
  name: 'tolerate-missing-table-defaults',
  setup: ({ onLoad }) =>
    onLoad({ filter: /[\\/]@grafana[\\/]schema[\\/].*[\\/]table[\\/].*\.m?js$/ }, ({ path }) => {
      const contents = readFileSync(path, 'utf8');
      return contents.includes('defaultOptions')
        ? undefined
        : { contents: `${contents}\nexport const defaultOptions = {};`, loader: 'js' };
    }),
};

/** Grafana's server has the fonts, npm has not: asking for them would only fill the console with 404s. */
const leaveOutWebFonts: Plugin = {
  name: 'leave-out-web-fonts',
  setup: ({ onLoad }) =>
    onLoad({ filter: /GlobalStyles[\\/]fonts\.mjs$/ }, () => ({
      contents: 'export const getFontStyles = () => undefined;',
      loader: 'js',
    })),
};
