import app from '../plugin.json';
import datasource from '../datasource/plugin.json';
import panel from '../panel/plugin.json';

export const APP_ID = app.id;
export const DATASOURCE_ID = datasource.id;
export const PANEL_ID = panel.id;

/** Where the app's pages hang in Grafana's URL space. */
export const APP_ROOT = `/a/${APP_ID}`;
