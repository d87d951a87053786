import './.config/jest-setup';

import { MessageChannel } from 'node:worker_threads';

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
globalThis.MessageChannel ??= MessageChannel;
