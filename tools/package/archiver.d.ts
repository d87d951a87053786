/** archiver 8 brings no types; this is the part of it in use. */
declare module 'archiver' {
  import type { Readable } from 'node:stream';

  export class ZipArchive extends Readable {
    constructor(options: { zlib: { level: number } });
    append(source: Buffer, entry: { name: string; date: Date; mode: number }): this;
    finalize(): Promise<void>;
  }
}
