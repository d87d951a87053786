const none = (): undefined => undefined;
const element = () => ({ sheet: {}, appendChild: none, setAttribute: none });

/** What `@grafana/data` touches of a browser while it is loaded. Import this before it where there is none. */
if (!('window' in globalThis)) {
  const history = { pushState: none, replaceState: none };
  Object.assign(globalThis, {
    history,
    window: { addEventListener: none, removeEventListener: none, history, location: {} },
    document: { head: element(), createElement: element, createTextNode: element, getElementsByTagName: () => [] },
  });
}
