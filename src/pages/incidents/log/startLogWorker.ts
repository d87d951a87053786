/** Alone in its file, so that tests can do without a bundler. Throws where a page may have no workers. */
export const startLogWorker = (): Worker => new Worker(new URL('./log.worker.ts', import.meta.url));
