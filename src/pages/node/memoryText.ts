import { KiB, MiB, type Bytes } from '../../domain/units';

/** Whole mebibytes, cut as `kubectl top` cuts them: `4565 MiB`. */
export const mebibytes = (bytes: Bytes): string => `${Math.trunc(bytes / MiB)} MiB`;

/** To the byte, as `kubectl describe node` writes it: `4675304Ki`, or plain bytes when it is no whole number of them. */
export const exactBytes = (bytes: Bytes): string => (bytes % KiB === 0 ? `${bytes / KiB}Ki` : `${Math.round(bytes)} B`);
