import { Option, type Command } from 'commander';

import type { DurationMs } from '../../src/domain/units';
import { readCount, readDuration } from '../durationOption';

/** As the command line gives them. */
export interface ConnectionOptions {
  readonly user?: string;
  readonly passwordFile?: string;
  readonly bearerTokenFile?: string;
  readonly header?: readonly string[];
  readonly caFile?: string;
  readonly certFile?: string;
  readonly keyFile?: string;
  readonly serverName?: string;
  readonly insecureSkipVerify?: boolean;
  readonly proxy?: string;
  readonly httpConfig?: string;
  readonly timeout: DurationMs;
  readonly retries: number;
  readonly retryLimit: DurationMs;
  readonly concurrency: number;
}

/** The options that say how to reach the server. None has a parser that would repeat a secret in its error. */
export function addConnectionOptions(command: Command): Command {
  const options = [
    new Option('--user <name>', 'basic auth; the password by --password-file or TIDEMARK_PASSWORD').env(
      'TIDEMARK_USER'
    ),
    new Option('--password-file <file>', 'a file that holds the password'),
    new Option('--bearer-token-file <file>', 'a file that holds a token; or TIDEMARK_BEARER_TOKEN'),
    new Option(
      '--header <name: value>',
      'sent with every request, as often as needed; or TIDEMARK_HEADERS, a line each'
    ).argParser((text: string, before: readonly string[] = []) => [...before, text]),
    new Option('--ca-file <file>', 'PEM of the authority that signed the server’s certificate').env('TIDEMARK_CA_FILE'),
    new Option('--cert-file <file>', 'PEM of the client certificate').env('TIDEMARK_CERT_FILE'),
    new Option('--key-file <file>', 'PEM of its key').env('TIDEMARK_KEY_FILE'),
    new Option('--server-name <name>', 'the name that the server’s certificate must carry'),
    new Option('--insecure-skip-verify', 'do not check the server’s certificate'),
    new Option('--proxy <url>', 'an HTTP proxy (default: HTTPS_PROXY, HTTP_PROXY and NO_PROXY)'),
    new Option('--http-config <file>', 'the same and more in Prometheus’ own http_config form').env(
      'TIDEMARK_HTTP_CONFIG'
    ),
    new Option('--timeout <duration>', 'of one request').argParser(readDuration).default(30_000, '30s'),
    new Option('--retries <n>', 'ask so often again on 429, 502, 503, 504 and broken connections')
      .argParser(readCount(0, 20))
      .default(4),
    new Option('--retry-limit <duration>', 'but no longer than this').argParser(readDuration).default(30_000, '30s'),
    new Option('--concurrency <n>', 'requests at a time').argParser(readCount(1, 64)).default(8),
  ];
  options.forEach((option) => command.addOption(option));
  return command;
}
