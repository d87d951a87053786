import { parseUrl, percentDecoded } from './parseUrl';

/** Where a Prometheus is, apart from who asks. */
export interface Address {
  /** Without credentials, to ask and to show. */
  readonly url: string;
  readonly user?: string;
  readonly password?: string;
}

/** An address as a person copies it. Errors never repeat it: it may hold a password. */
export function readAddress(text: string): Address {
  const url = parseUrl(text);
  if (!url || !/^https?:$/.test(url.protocol) || !/^https?:\/\/[^/]/i.test(text)) {
    throw new Error(
      '--prometheus: give an address such as http://127.0.0.1:9090 (http or https, with its path prefix)'
    );
  }
  if (url.search !== '' || url.hash !== '') {
    throw new Error(`--prometheus: ${url.origin}${url.pathname} must come without what follows "?" or "#"`);
  }
  const { username, password } = url;
  return {
    url: `${url.origin}${url.pathname.replace(COPIED, '').replace(/\/+$/, '')}`,
    ...(username !== '' && { user: percentDecoded(username) }),
    ...(password !== '' && { password: percentDecoded(password) }),
  };
}

/** What a browser or a manual adds to the address itself. */
const COPIED = /\/(graph|vmui|api\/v1(\/(query|query_range))?)\/?$/;
