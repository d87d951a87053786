/** What a Prometheus, or who answers like one, says of its version: `2.42.0`, without what its packager added. */
export async function prometheusVersion(url: string): Promise<string | undefined> {
  const reply = await fetch(`${url}/api/v1/status/buildinfo`);
  const { data } = (await reply.json()) as { readonly data?: { readonly version?: string } };
  return data?.version?.split('+')[0];
}
