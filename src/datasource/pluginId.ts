/** As in plugin.json; Grafana and provisioning refer to the data source by it. */
export const DATASOURCE_TYPE = 'tidemark-nodememory-datasource';

/** The app around it, as in its plugin.json. */
export const APP_ID = 'tidemark-nodememory-app';
