/** In one line why no reply came, and what to do. `fetch failed` says nothing; what caused it does. */
export function explainFailure(error: unknown): string {
  const [first, ...others] = chainOf(error).reverse();
  const coded = [first, ...others].find((one) => codeOf(one) !== undefined) ?? first;
  const message = messageOf(first) || messageOf(coded);
  const words = WORDS.find(([codes]) => codes.test(codeOf(coded) ?? ''))?.[1];
  return [words && detail(words, coded, message), words ? undefined : message, noteOf(error)]
    .filter((part) => part !== undefined && part !== '')
    .join('; ');
}

const WORDS: ReadonlyArray<readonly [codes: RegExp, words: string]> = [
  [/^ECONNREFUSED$/, 'nothing listens there'],
  [/^ENOTFOUND$/, 'this host name is not known'],
  [/^EAI_AGAIN$/, 'the host name could not be looked up just now'],
  [/^(EHOSTUNREACH|ENETUNREACH)$/, 'there is no way to this host from here'],
  [
    /^(ETIMEDOUT|UND_ERR_CONNECT_TIMEOUT)$/,
    'no connection came about in time; is the address right, and a firewall or proxy in between?',
  ],
  [/^(ECONNRESET|EPIPE|UND_ERR_SOCKET)$/, 'the connection was cut off'],
  [
    /^(DEPTH_ZERO_SELF_SIGNED_CERT|SELF_SIGNED_CERT_IN_CHAIN|UNABLE_TO_VERIFY_LEAF_SIGNATURE|UNABLE_TO_GET_ISSUER_CERT(_LOCALLY)?)$/,
    'its certificate is signed by nobody trusted here; give the authority’s certificate (--ca-file)',
  ],
  [/^CERT_HAS_EXPIRED$/, 'its certificate has expired'],
  [/^CERT_NOT_YET_VALID$/, 'its certificate is not valid yet; is the clock here right?'],
  [/^ERR_TLS_CERT_ALTNAME_INVALID$/, 'its certificate is for another name (--server-name says which to expect)'],
  [
    /^(EPROTO|ERR_SSL_WRONG_VERSION_NUMBER|ERR_SSL_PACKET_LENGTH_TOO_LONG)$/,
    'it does not speak TLS here; give the address with http://',
  ],
  [
    /^ERR_SSL_(TLSV13_ALERT_CERTIFICATE_REQUIRED|SSLV3_ALERT_HANDSHAKE_FAILURE|SSL\/TLS_ALERT_HANDSHAKE_FAILURE|TLSV1_ALERT_UNKNOWN_CA|SSLV3_ALERT_BAD_CERTIFICATE|SSL\/TLS_ALERT_BAD_CERTIFICATE)$/,
    'it wants another client certificate (--cert-file, --key-file)',
  ],
  [/^ERR_OSSL_X509_KEY_VALUES_MISMATCH$/, 'the client certificate and the key do not belong together'],
  [/^ERR_OSSL_(PEM|ASN1|UNSUPPORTED|EVP)|^ERR_OSSL_/, 'a certificate or key given is not readable PEM'],
  [/^UND_ERR_HEADERS_OVERFLOW$|^HPE_/, 'it does not speak HTTP as expected'],
];

/** The words, with the system's own where they add a name or an address. */
function detail(words: string, coded: unknown, message: string): string {
  const code = codeOf(coded);
  const said = message && message !== code ? message.split('\n')[0] : code;
  return said ? `${words} (${said.slice(0, 160)})` : words;
}

/** The error, what caused it, and of several (one for each address of a host) the first. */
function chainOf(error: unknown, depth = 0): unknown[] {
  const next =
    error instanceof AggregateError && error.errors.length > 0
      ? (error.errors[0] as unknown)
      : error instanceof Error
        ? error.cause
        : undefined;
  return next === undefined || depth > 5 ? [error] : [error, ...chainOf(next, depth + 1)];
}

const codeOf = (error: unknown): string | undefined => textField(error, 'code');
const noteOf = (error: unknown): string | undefined => textField(error, 'note');
const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

function textField(error: unknown, name: string): string | undefined {
  const value: unknown = typeof error === 'object' && error !== null ? Reflect.get(error, name) : undefined;
  return typeof value === 'string' ? value : undefined;
}
