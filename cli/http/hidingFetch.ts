import type { Fetch } from '../../src/prometheus/ports/httpPort';

/** Answers of errors and of strange servers without what must not be shown, before anything is made of them or cut short. */
export function hidingFetch(fetch: Fetch, hide: (text: string) => string): Fetch {
  return async (url, init) => {
    const reply = await fetch(url, init);
    const text = await reply.text();
    const isData = reply.status === 200 && text.startsWith('{"status":"success"');
    const headers = reply.headers;
    return {
      ...reply,
      ...(headers && { headers: { get: (name: string) => hideIn(headers.get(name), hide) } }),
      text: () => Promise.resolve(isData ? text : hide(text)),
    };
  };
}

const hideIn = (text: string | null, hide: (text: string) => string): string | null =>
  text === null ? null : hide(text);
