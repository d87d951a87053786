/** As in plugin.json; Grafana and provisioning refer to the data source by it. */
export const DATASOURCE_TYPE = 'tidemark-nodememory-datasource';
