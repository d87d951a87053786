import { KiB, type Bytes } from '../../domain/units';

/** To the byte, as `kubectl describe node` writes it: `4675304Ki`, or plain bytes when it is no whole number of them. */
export const exactBytes = (bytes: Bytes): string => (bytes % KiB === 0 ? `${bytes / KiB}Ki` : `${Math.round(bytes)} B`);
