/** Gives a server the body of a remote-write request. */
export async function push(url: string, body: Buffer): Promise<void> {
  const reply = await fetch(`${url}/api/v1/write`, {
    method: 'POST',
    headers: {
      'Content-Type': 'application/x-protobuf',
      'Content-Encoding': 'snappy',
      'X-Prometheus-Remote-Write-Version': '0.1.0',
    },
    body: new Uint8Array(body),
  });
  if (!reply.ok) {
    throw new Error(`${url} took no samples: ${reply.status} ${(await reply.text()).slice(0, 300)}`);
  }
}
