import { TestEnvironment } from 'jest-environment-jsdom';

const FROM_NODE = {
  AbortController,
  AbortSignal,
  fetch,
  Headers,
  Request,
  Response,
  TextDecoder,
  TextEncoder,
  URLSearchParams,
};

/** A browser's globals for Grafana's libraries, with Node's own fetch and what belongs to it, which jsdom lacks. */
export default class BrowserWithFetch extends TestEnvironment {
  override async setup(): Promise<void> {
    await super.setup();
    Object.assign(this.global, FROM_NODE);
    // uPlot asks for it when it is loaded.
    this.global.matchMedia ??= () => new EventTarget() as MediaQueryList;
  }
}
