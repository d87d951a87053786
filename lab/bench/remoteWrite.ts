/** One series of a remote-write request: its labels, and its samples as `encodeSamples` made them. */
export interface WrittenSeries {
  readonly labels: Readonly<Record<string, string>>;
  readonly samples: Buffer;
}

/** Prometheus' stale marker: a NaN of its own. */
const STALE = Buffer.from('020000000000f07f', 'hex');

/**
 * The body of a remote-write 1.0 request (prometheus/prompb): the protobuf message in snappy's block format, whose literals need no
 * compressor. Unlike lab/live's encoder it takes samples that are encoded already: those of a thousand nodes are the same bytes.
 */
export const encodeWrite = (series: readonly WrittenSeries[]): Buffer =>
  snappyLiterals(Buffer.concat(series.flatMap(({ labels, samples }) => [...timeSeries(labels, samples)])));

function timeSeries(labels: WrittenSeries['labels'], samples: Buffer): readonly Buffer[] {
  const named = Buffer.concat(
    Object.keys(labels)
      .sort()
      .map((name) => field(1, Buffer.concat([field(1, Buffer.from(name)), field(2, Buffer.from(labels[name] ?? ''))])))
  );
  return [Buffer.from([(1 << 3) | 2]), varint(named.length + samples.length), named, samples];
}

/** The samples of a series from `from` up to, not including, `to`; empty when there are none. */
export function encodeSamples(times: readonly number[], values: readonly number[], from: number, to: number): Buffer {
  const parts: Buffer[] = [];
  times.forEach((time, i) => {
    if (time >= from && time < to) {
      parts.push(field(2, sample(time, values[i] ?? NaN)));
    }
  });
  return Buffer.concat(parts);
}

function sample(time: number, value: number): Buffer {
  const double = Buffer.alloc(9);
  double[0] = (1 << 3) | 1;
  if (Number.isNaN(value)) {
    STALE.copy(double, 1);
  } else {
    double.writeDoubleLE(value, 1);
  }
  return Buffer.concat([double, Buffer.from([2 << 3]), varint(time)]);
}

const field = (number: number, bytes: Buffer): Buffer =>
  Buffer.concat([Buffer.from([(number << 3) | 2]), varint(bytes.length), bytes]);

function varint(value: number): Buffer {
  const bytes: number[] = [];
  let left = value;
  while (left > 127) {
    bytes.push((left % 128) | 128);
    left = Math.floor(left / 128);
  }
  return Buffer.from([...bytes, left]);
}

const LONGEST_LITERAL = 65_536;

function snappyLiterals(bytes: Buffer): Buffer {
  const parts = [varint(bytes.length)];
  for (let at = 0; at < bytes.length; at += LONGEST_LITERAL) {
    const part = bytes.subarray(at, at + LONGEST_LITERAL);
    const header = Buffer.alloc(3);
    // Tag of a literal whose length less one stands in the two bytes behind it.
    header[0] = 61 << 2;
    header.writeUInt16LE(part.length - 1, 1);
    parts.push(header, part);
  }
  return Buffer.concat(parts);
}
