/** Grafana takes a list's indent away, which leaves its bullets and numbers outside the page's margin. */
export const INDENTED_LIST = { paddingLeft: 20 } as const;
