import { BlockList, isIP } from 'node:net';

/**
 * Whether a host is reached without the proxy, by the rules of Go's httpproxy, which Prometheus follows: `*`, an address, a
 * CIDR, `example.com` (also its subdomains), `.example.com` (only these), each with an optional port.
 */
export function isExempt(target: URL, noProxy: string): boolean {
  const host = hostOf(target);
  const port = target.port || (target.protocol === 'https:' ? '443' : '80');
  return noProxy
    .split(',')
    .map((rule) => rule.trim().toLowerCase())
    .filter((rule) => rule !== '')
    .some((rule) => matches(rule, host, port));
}

/** Loopback is never asked for through a proxy that the environment names. */
export function isLoopback(target: URL): boolean {
  const host = hostOf(target);
  return host === 'localhost' || host === '::1' || /^127(\.\d+){3}$/.test(host);
}

const hostOf = ({ hostname }: URL) =>
  hostname
    .toLowerCase()
    .replace(/^\[|\]$/g, '')
    .replace(/\.$/, '');

function matches(rule: string, host: string, port: string): boolean {
  if (rule === '*') {
    return true;
  }
  if (rule.includes('/')) {
    return isWithin(host, rule);
  }
  const [, name = rule, onlyPort] = /^(\[[^\]]+\]|[^:]+):(\d+)$/.exec(rule) ?? [];
  if (onlyPort !== undefined && onlyPort !== port) {
    return false;
  }
  const bare = name.replace(/^\[|\]$/g, '').replace(/^\*(?=\.)/, '');
  return bare.startsWith('.') ? host.endsWith(bare) : host === bare || (!isIP(host) && host.endsWith(`.${bare}`));
}

function isWithin(host: string, cidr: string): boolean {
  const [network = '', length = ''] = cidr.split('/');
  const family = isIP(host);
  if (
    family === 0 ||
    family !== isIP(network) ||
    !/^\d{1,3}$/.test(length) ||
    Number(length) > (family === 4 ? 32 : 128)
  ) {
    return false;
  }
  const type = family === 4 ? 'ipv4' : 'ipv6';
  const list = new BlockList();
  list.addSubnet(network, Number(length), type);
  return list.check(host, type);
}
