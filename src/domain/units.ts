/** Numbers that carry their unit in the type; a bare number fits, one unit never fits another. */
type In<Unit extends string> = number & { readonly unit?: Unit };

export type Bytes = In<'bytes'>;
/** Milliseconds since the Unix epoch, UTC. */
export type EpochMs = In<'epoch-ms'>;
/** A length of time in milliseconds. */
export type DurationMs = In<'duration-ms'>;
export type BytesPerSecond = In<'bytes-per-second'>;

export const KiB = 1024;
export const MiB = 1024 * KiB;
export const GiB = 1024 * MiB;
