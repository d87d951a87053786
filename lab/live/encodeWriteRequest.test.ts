import { Reader } from 'protobufjs/minimal';
import { uncompress } from 'snappyjs';

import { encodeWriteRequest } from './encodeWriteRequest';

/** The bytes of one series' message, as hexadecimal. */
function bytesOf(encoded: Uint8Array): string {
  const reader = Reader.create(uncompress(encoded));
  expect(reader.uint32() >>> 3).toBe(1);
  return Buffer.from(reader.bytes()).toString('hex');
}

const text = (field: string, value: string) =>
  field + value.length.toString(16).padStart(2, '0') + Buffer.from(value).toString('hex');
const label = (name: string, value: string) => {
  const inner = text('0a', name) + text('12', value);
  return `0a${(inner.length / 2).toString(16).padStart(2, '0')}${inner}`;
};

describe('encodeWriteRequest', () => {
  it('writes labels sorted, then samples as double and milliseconds', () => {
    const labels = { pod: 'a', __name__: 'up' };
    const bytes = bytesOf(encodeWriteRequest([{ labels, samples: [{ at: 1, value: 2 }] }]));
    // 2 as a double is 0x4000000000000000, little endian.
    expect(bytes).toBe(`${label('__name__', 'up')}${label('pod', 'a')}120b0900000000000000401001`);
  });

  it('writes NaN as Prometheus’ own stale marker, bit by bit', () => {
    const bytes = bytesOf(encodeWriteRequest([{ labels: {}, samples: [{ at: 1, value: NaN }] }]));
    expect(bytes).toBe('120b09020000000000f07f1001');
  });

  it('writes times of this century whole', () => {
    const bytes = bytesOf(encodeWriteRequest([{ labels: {}, samples: [{ at: 1_764_097_218_123, value: 0 }] }]));
    const reader = Reader.create(Buffer.from(bytes, 'hex').subarray(12));
    expect(Number(reader.int64())).toBe(1_764_097_218_123);
  });
});
