import { Complaint } from '../../tools/complaint';

import { encodeWriteRequest, type WrittenSeries } from './encodeWriteRequest';

/** Samples of one request: some hundred KiB. */
const AT_ONCE = 10_000;

/** Writes into a Prometheus, or whatever else takes remote write, by the address it is asked at. */
export async function remoteWrite(prometheus: string, series: readonly WrittenSeries[]): Promise<void> {
  for (const batch of batches(series)) {
    await send(`${prometheus.replace(/\/+$/, '')}/api/v1/write`, encodeWriteRequest(batch));
  }
}

async function send(url: string, body: Uint8Array): Promise<void> {
  const response = await fetch(url, {
    method: 'POST',
    headers: {
      'Content-Type': 'application/x-protobuf',
      'Content-Encoding': 'snappy',
      'X-Prometheus-Remote-Write-Version': '0.1.0',
    },
    body: Buffer.from(body),
    signal: AbortSignal.timeout(30_000),
  }).catch((error: unknown) => {
    throw new Complaint(`${url} does not answer: ${error instanceof Error ? error.message : String(error)}`);
  });
  if (!response.ok) {
    throw new Complaint(`${url} refuses samples (HTTP ${response.status}): ${await reasonOf(response)}`);
  }
}

async function reasonOf(response: Response): Promise<string> {
  const said = (await response.text()).trim().split('\n')[0] || 'it does not say why';
  if (response.status === 404 || said.includes('remote write receiver')) {
    return 'start that Prometheus with --web.enable-remote-write-receiver';
  }
  return /out of (order|bounds)|too old/.test(said)
    ? `${said}; it holds newer samples of the same node: take a fresh one, or one with an out_of_order_time_window`
    : said;
}

/** A series' samples stay in their order and in one request. */
function* batches(series: readonly WrittenSeries[]): Generator<readonly WrittenSeries[]> {
  let batch: WrittenSeries[] = [];
  let count = 0;
  for (const one of series) {
    batch.push(one);
    count += one.samples.length;
    if (count >= AT_ONCE) {
      yield batch;
      batch = [];
      count = 0;
    }
  }
  if (batch.length > 0) {
    yield batch;
  }
}
