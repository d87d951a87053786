interface Reply {
  readonly status: number;
  readonly text: string;
  /** What the text holds as JSON; undefined for what is none. */
  readonly json: unknown;
  readonly contentType?: string;
  /** Where a redirect leads. */
  readonly location?: string;
}

/** In one line what a reply is that no Prometheus would send, and what to do; undefined for one of the API's own. */
export function explainReply({ status, text, json, contentType = '', location }: Reply): string | undefined {
  if (isApi(json)) {
    return undefined;
  }
  const page = isPage(text, contentType) ? pageWords(text) : undefined;
  if (status < 300) {
    return page === undefined
      ? bodyWords(json, text)
      : `a web page${page} answers instead of the Prometheus API${purposeOf(text)}`;
  }
  return status < 400
    ? `HTTP ${status}: it sends elsewhere${placeOf(location)}, which may be a login; give the address that answers itself, or credentials`
    : `HTTP ${status}${statusWords(status, text, page ?? saying(json, text))}`;
}

function statusWords(status: number, text: string, said: string): string {
  switch (status) {
    case 400:
      return TLS_WANTED.test(text) ? ': this port speaks TLS; give the address with https://' : said;
    case 401:
      return /org.?id|tenant/i.test(text)
        ? `: it asks for a tenant${said}; give the header X-Scope-OrgID`
        : `: it asks for credentials, or refuses those given${said}`;
    case 403:
      return `: it refuses access${said}; the credentials lack a right, or are missing`;
    case 404:
    case 405:
      return `: there is no Prometheus API below this address${said}; does it lack its path prefix (such as /prometheus, or /select/0/prometheus)?`;
    case 407:
      return `: the proxy asks for credentials${said}`;
    case 413:
    case 414:
      return ': a proxy in between takes no request as long as this';
    case 429:
      return `: it is asked too much${said}`;
    case 502:
    case 503:
    case 504:
      return `: a proxy in front of Prometheus got no answer from it, or it is overloaded${said}`;
    default:
      return said;
  }
}

const TLS_WANTED = /HTTP request (was sent )?to (an )?HTTPS/i;

function bodyWords(json: unknown, text: string): string {
  if (text.trim() === '') {
    return 'an empty answer instead of the Prometheus API’s; is the address right?';
  }
  return json === undefined && /^\s*[{[]/.test(text)
    ? `the answer broke off after ${text.length} characters (JSON without its end): something in between cuts it; try a shorter range`
    : 'this is no Prometheus: it answers, but not as the Prometheus API does; is the address right, with its path prefix?';
}

const purposeOf = (page: string): string =>
  LOGIN.test(page)
    ? ': a login; give credentials, or an address behind it'
    : '; is the address right, with its path prefix?';

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
