interface Reply {
  readonly status: number;
  readonly text: string;
  readonly contentType?: string;
  /** Where a redirect leads. */
  readonly location?: string;
}

/** In one line what a reply is that no Prometheus would send, and what to do; undefined for one of the API's own. */
export function explainReply({ status, text, contentType = '', location }: Reply): string | undefined {
  const json = parsed(text);
  if (isApi(json)) {
    return undefined;
  }
  const page = isPage(text, contentType) ? pageWords(text) : undefined;
  const said = page ?? saying(json, text);
  switch (true) {
    case status >= 300 && status < 400:
      return `HTTP ${status}: it sends elsewhere${placeOf(location)}, which may be a login; give the address that answers itself, or credentials`;
    case status === 401 && /org.?id|tenant/i.test(text):
      return `HTTP 401: it asks for a tenant${said}; give the header X-Scope-OrgID`;
    case status === 401:
      return `HTTP 401: it asks for credentials, or refuses those given${said}`;
    case status === 403:
      return `HTTP 403: it refuses access${said}; the credentials lack a right, or are missing`;
    case status === 404 || status === 405:
      return `HTTP ${status}: there is no Prometheus API below this address${said}; does it lack its path prefix (such as /prometheus, or /select/0/prometheus)?`;
    case status === 400 && /HTTP request (was sent )?to (an )?HTTPS/i.test(text):
      return 'HTTP 400: this port speaks TLS; give the address with https://';
    case status === 407:
      return `HTTP 407: the proxy asks for credentials${said}`;
    case status === 413 || status === 414:
      return `HTTP ${status}: a proxy in between takes no request as long as this`;
    case status === 429:
      return `HTTP 429: it is asked too much${said}`;
    case status === 502 || status === 503 || status === 504:
      return `HTTP ${status}: a proxy in front of Prometheus got no answer from it, or it is overloaded${said}`;
    case status >= 400:
      return `HTTP ${status}${said}`;
    case page !== undefined:
      return LOGIN.test(text)
        ? `a web page${page} answers instead of the Prometheus API: a login; give credentials, or an address behind it`
        : `a web page${page} answers instead of the Prometheus API; is the address right, with its path prefix?`;
    case text.trim() === '':
      return 'an empty answer instead of the Prometheus API’s; is the address right?';
    case json === undefined && /^\s*[{[]/.test(text):
      return `the answer broke off after ${text.length} characters (JSON without its end): something in between cuts it; try a shorter range`;
    default:
      return 'this is no Prometheus: it answers, but not as the Prometheus API does; is the address right, with its path prefix?';
  }
}

/** Undefined for what is no JSON. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isApi(json: unknown): boolean {
  const status = fieldOf(json, 'status');
  return (
    (status === 'success' && fieldOf(json, 'data') !== undefined) ||
    (status === 'error' && typeof fieldOf(json, 'error') === 'string')
  );
}

const fieldOf = (json: unknown, name: string): unknown =>
  typeof json === 'object' && json !== null && Object.hasOwn(json, name) ? Reflect.get(json, name) : undefined;

const isPage = (text: string, contentType: string) =>
  /html/i.test(contentType) || /^\s*<(!doctype|html|head|body)\b/i.test(text);
const LOGIN = /type=["']?password|\b(log ?in|sign ?in|single sign-on|sso|oauth2?|saml)\b/i;

function pageWords(text: string): string {
  const title = /<title[^>]{0,200}>([^<]{0,200})/i.exec(text)?.[1]?.replace(/\s+/g, ' ').trim();
  return title ? ` (“${title.slice(0, 60)}”)` : '';
}

/** What the server itself says about it, in as much as is short. */
function saying(json: unknown, text: string): string {
  const told = ['message', 'error', 'msg', 'detail']
    .map((name) => fieldOf(json, name))
    .find((one) => typeof one === 'string');
  const words = (typeof told === 'string' ? told : json === undefined ? text : '').replace(/\s+/g, ' ').trim();
  return words === '' ? '' : ` (“${words.length > 120 ? `${words.slice(0, 120)}…` : words}”)`;
}

/** Host and path alone: what follows may hold a token. */
function placeOf(location: string | undefined): string {
  const [place] = (location ?? '').split(/[?#]/);
  return place ? ` (to ${place.replace(/^(https?:\/\/)[^/@]*@/i, '$1').slice(0, 120)})` : '';
}
