/** Everything beyond the address that reaching a Prometheus may take; secrets are read already. */
export interface HttpSettings {
  /** Sent with every request, `Authorization` included. */
  readonly headers: Readonly<Record<string, string>>;
  readonly tls: TlsSettings;
  readonly proxy: ProxySettings;
  readonly followRedirects: boolean;
  /** What must never be shown, in whatever form it could come back. */
  readonly secrets: readonly string[];
}

/** PEM texts, not file names. */
export interface TlsSettings {
  readonly ca?: string;
  readonly cert?: string;
  readonly key?: string;
  /** The name that the server's certificate must carry, and that is asked for (SNI). */
  readonly serverName?: string;
  readonly insecure?: boolean;
  readonly minVersion?: TlsVersion;
  readonly maxVersion?: TlsVersion;
}

export type TlsVersion = 'TLSv1' | 'TLSv1.1' | 'TLSv1.2' | 'TLSv1.3';

export type ProxySettings =
  | { readonly kind: 'none' }
  | {
      readonly kind: 'url';
      readonly url: string;
      /** Hosts to reach without it, comma-separated. */
      readonly noProxy?: string;
      readonly connectHeaders?: Readonly<Record<string, readonly string[]>>;
    }
  /** HTTP_PROXY, HTTPS_PROXY and NO_PROXY. */
  | { readonly kind: 'environment'; readonly connectHeaders?: Readonly<Record<string, readonly string[]>> };

export const basicAuth = (user: string, password: string): string =>
  `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
