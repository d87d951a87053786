import * as emotionCss from '@emotion/css';
import * as emotionReact from '@emotion/react';
import * as grafanaData from '@grafana/data';
import * as grafanaI18n from '@grafana/i18n';
import * as grafanaRuntime from '@grafana/runtime';
import * as grafanaUi from '@grafana/ui';
import * as i18next from 'i18next';
import * as lodash from 'lodash';
// eslint-disable-next-line no-restricted-imports -- lent to plugins as Grafana lends it, not used here
import * as moment from 'moment';
import * as react from 'react';
import * as reactDom from 'react-dom';
import * as reactJsx from 'react/jsx-runtime';
import * as reactRouter from 'react-router';
import * as redux from 'redux';
import * as rxjs from 'rxjs';

import { PreviewPage } from './shell/PreviewPage';

/** The libraries Grafana lends to plugins; `.config/bundler/externals.ts` leaves these out of the plugin's bundle. */
const SHARED: Readonly<Record<string, object>> = {
  '@emotion/css': emotionCss,
  '@emotion/react': emotionReact,
  '@grafana/data': grafanaData,
  '@grafana/i18n': grafanaI18n,
  // The page around an app's page is Grafana's own, which puts it in the place of the library's empty one.
  '@grafana/runtime': { ...grafanaRuntime, PluginPage: PreviewPage },
  '@grafana/ui': grafanaUi,
  i18next,
  lodash,
  moment,
  react,
  'react-dom': reactDom,
  'react/jsx-runtime': reactJsx,
  'react-router': reactRouter,
  redux,
  rxjs,
};

/** CommonJS libraries whose plugins expect `module.exports` itself, not a namespace around it. */
const COMMON_JS = ['lodash', 'moment', 'react', 'react-dom', 'react/jsx-runtime'];

/** Registers them with SystemJS under the names that the built modules ask for. */
export function shareLibraries(): void {
  const imports = Object.fromEntries(Object.keys(SHARED).map((name) => [name, `package:${name}`]));
  for (const [name, namespace] of Object.entries(SHARED)) {
    System.set(`package:${name}`, COMMON_JS.includes(name) ? { ...namespace, __useDefault: true } : { ...namespace });
  }
  System.addImportMap({ imports });
}
