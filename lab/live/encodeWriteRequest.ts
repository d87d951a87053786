import { Writer } from 'protobufjs/minimal';
import { compress } from 'snappyjs';

export interface WrittenSeries {
  readonly labels: Readonly<Record<string, string>>;
  readonly samples: ReadonlyArray<{ readonly at: number; readonly value: number }>;
}

/** Wire types of protobuf: a field's key is its number and type. */
const key = (field: number, type: 'varint' | 'double' | 'bytes') =>
  (field << 3) | { varint: 0, double: 1, bytes: 2 }[type];

/** Prometheus' stale marker is one certain NaN (prometheus model/value/value.go); as a double it would become another. */
const STALE = { low: 2, high: 0x7ff00000, unsigned: true };

/** A WriteRequest of remote write 1.0 as it is sent: prometheus prompb/types.proto, snappy's block format. NaN is a stale marker. */
export function encodeWriteRequest(series: readonly WrittenSeries[]): Uint8Array {
  const writer = Writer.create();
  for (const { labels, samples } of series) {
    writer.uint32(key(1, 'bytes')).fork();
    // Remote write demands them sorted.
    for (const name of Object.keys(labels).sort()) {
      const value = labels[name] ?? '';
      writer.uint32(key(1, 'bytes')).fork();
      writer.uint32(key(1, 'bytes')).string(name).uint32(key(2, 'bytes')).string(value).ldelim();
    }
    for (const { at, value } of samples) {
      writer.uint32(key(2, 'bytes')).fork().uint32(key(1, 'double'));
      Number.isNaN(value) ? writer.fixed64(STALE) : writer.double(value);
      writer.uint32(key(2, 'varint')).int64(Math.round(at)).ldelim();
    }
    writer.ldelim();
  }
  return compress(writer.finish());
}
