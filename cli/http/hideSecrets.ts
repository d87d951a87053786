/** The text without any of the secrets, also where one comes back URL-encoded. */
export function hideSecrets(text: string, secrets: readonly string[]): string {
  const forms = new Set(
    secrets.filter((secret) => secret !== '').flatMap((secret) => [secret, encodeURIComponent(secret)])
  );
  // The longest first: one secret may be a part of another.
  return [...forms].sort((a, b) => b.length - a.length).reduce((rest, form) => rest.replaceAll(form, '…'), text);
}
