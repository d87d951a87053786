import { encodeSamples, encodeWrite } from './remoteWrite';

/** Undoes snappy's block format as far as it is literals: what stands behind the length and the tags. */
function unpacked(body: Buffer): Buffer {
  let at = 0;
  let length = 0;
  for (let shift = 0; ; shift += 7) {
    const byte = body[at++] ?? 0;
    length += (byte & 127) * 2 ** shift;
    if (byte < 128) {
      break;
    }
  }
  const parts: Buffer[] = [];
  while (at < body.length) {
    expect(body[at]).toBe(61 << 2);
    const size = body.readUInt16LE(at + 1) + 1;
    parts.push(body.subarray(at + 3, at + 3 + size));
    at += 3 + size;
  }
  const whole = Buffer.concat(parts);
  expect(whole.length).toBe(length);
  return whole;
}

test('a series is written as the protobuf of prometheus.WriteRequest', () => {
  const samples = encodeSamples([1000], [1.5], 0, 2000);
  const body = unpacked(encodeWrite([{ labels: { a: 'x', __name__: 'm' }, samples }]));
  expect(body.toString('hex')).toBe(
    [
      '0a25', // timeseries
      `0a0d0a08${Buffer.from('__name__').toString('hex')}12016d`, // labels in order of name
      '0a060a016112' + '0178',
      '120c09000000000000f83f10e807', // sample: 1.5 at 1000 ms
    ].join('')
  );
});

test('only samples of the slice are written, its end left out, and a stale marker as Prometheus has it', () => {
  const samples = encodeSamples([0, 1000, 2000], [1, NaN, 3], 1000, 2000);
  expect(samples.toString('hex')).toBe('120c09020000000000f07f10e807');
});

test('a body longer than one literal is several', () => {
  const samples = encodeSamples(
    Array.from({ length: 10_000 }, (_, i) => i),
    Array.from({ length: 10_000 }, () => 1),
    0,
    10_000
  );
  expect(unpacked(encodeWrite([{ labels: { __name__: 'm' }, samples }])).length).toBeGreaterThan(100_000);
});
