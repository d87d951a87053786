/** The part of SystemJS 6 in use; index.html loads it as a script, as Grafana does. */
declare const System: {
  set(id: string, module: object): void;
  addImportMap(map: { readonly imports: Readonly<Record<string, string>> }): void;
  import<T>(url: string): Promise<T>;
};
