import './.config/jest-setup';

// What Scenes and React 19 expect of a browser and jsdom lacks.
const noObserver = class {
  observe() {}
  unobserve() {}
  disconnect() {}
  takeRecords() {
    return [];
  }
};
globalThis.IntersectionObserver ??= noObserver;
globalThis.ResizeObserver ??= noObserver;

// React's scheduler posts to itself. Node's own channel would keep the process alive after the last test.
const later = setTimeout;
globalThis.MessageChannel ??= class {
  port1 = { onmessage: null, close() {} };
  port2 = { postMessage: (data) => void later(() => this.port1.onmessage?.({ data }), 0), close() {} };
};
