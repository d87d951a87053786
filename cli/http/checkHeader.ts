import { parseUrl } from './parseUrl';

const NAME = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;
/** A line break in a value would begin a header of its own. */
const VALUE = /^[\t\x20-\x7e\x80-\xff]*$/;

/** Throws for what cannot be sent as a header; the value is never repeated. */
export function checkHeader(name: string, value: string): void {
  if (!NAME.test(name)) {
    throw new Error('a header’s name may hold letters, digits and dashes only');
  }
  if (!VALUE.test(value)) {
    throw new Error(`the value of the header ${name} holds a line break or a character that no header may hold`);
  }
}

/** Throws for what cannot be used as a proxy; the address is never repeated, it may hold a password. */
export function checkProxy(what: string, text: string): void {
  const url = parseUrl(text);
  if (!url || !['http:', 'https:'].includes(url.protocol)) {
    const socks = url?.protocol.startsWith('socks') ? ' (SOCKS is not supported)' : '';
    throw new Error(`${what} must be an address such as http://proxy:3128${socks}`);
  }
}
