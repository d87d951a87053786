import { parseUrl } from './parseUrl';

const REDIRECTS = [301, 302, 303, 307, 308];

/** Where to ask again: the same host, never from https to http, and still the same endpoint. Credentials go nowhere else. */
export function nextAddress(url: string, status: number, location: string | null): string | undefined {
  const to = location === null ? undefined : parseUrl(location, url);
  if (!REDIRECTS.includes(status) || to === undefined) {
    return undefined;
  }
  const from = new URL(url);
  const isSameHost = from.hostname === to.hostname && (from.port === to.port || from.protocol !== to.protocol);
  const isDowngrade = from.protocol === 'https:' && to.protocol === 'http:';
  const endpoint = /\/api\/v1\/\w+$/.exec(from.pathname)?.[0] ?? from.pathname;
  to.username = '';
  to.password = '';
  return isSameHost && !isDowngrade && to.href !== from.href && to.pathname.endsWith(endpoint) ? to.href : undefined;
}
