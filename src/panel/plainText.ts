/** What a person wrote into an annotation, as plain text: Grafana keeps it as HTML. Nothing of it is run or loaded. */
export function plainText(html: string): string {
  const { body } = new DOMParser().parseFromString(html.replace(/<br\s*\/?>/gi, '\n'), 'text/html');
  body.querySelectorAll('script, style').forEach((element) => element.remove());
  return (body.textContent ?? '').trim();
}

/** The first link in it that stays within this Grafana. */
export function findOwnLink(html: string, origin = window.location.origin): string | undefined {
  const { body } = new DOMParser().parseFromString(html, 'text/html');
  return [...body.querySelectorAll('a')]
    .map((link) => pathWithin(link.getAttribute('href') ?? '', origin))
    .find(Boolean);
}

function pathWithin(href: string, origin: string): string | undefined {
  try {
    const url = new URL(href, origin);
    const own = href !== '' && url.origin === origin && url.protocol.startsWith('http');
    return own ? `${url.pathname}${url.search}${url.hash}` : undefined;
  } catch {
    return undefined;
  }
}
