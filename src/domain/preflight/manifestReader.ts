import { parseBytes, parseQuantity, quote, wholeUnits } from '../quantity/quantity';
import type { Bytes } from '../units';

import type { ManifestPath, ManifestPlace } from './plannedPod';

export type Json = Readonly<Record<string, unknown>>;

/** What the API server would refuse, or what cannot be read. */
export interface ManifestProblem {
  readonly place: ManifestPlace;
  readonly text: string;
}

export const isRecord = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Reads values of one document and knows where they stood. */
export class ManifestReader {
  constructor(private readonly document: number) {}

  place(path: ManifestPath): ManifestPlace {
    return { document: this.document, path };
  }

  problem(path: ManifestPath, text: string): ManifestProblem {
    return { place: this.place(path), text };
  }

  /** An amount of memory; a bare number is bytes, as the API server reads it. */
  bytes(value: unknown, path: ManifestPath): Bytes | ManifestProblem {
    return this.quantity(value, path, parseBytes);
  }

  /** An amount of cpu in thousandths of a core. */
  milli(value: unknown, path: ManifestPath): number | ManifestProblem {
    return this.quantity(value, path, (text) => {
      const quantity = parseQuantity(text);
      return Number(wholeUnits({ ...quantity, exponent: quantity.exponent + 3 }));
    });
  }

  private quantity(value: unknown, path: ManifestPath, parse: (text: string) => number): number | ManifestProblem {
    if (typeof value !== 'string' && typeof value !== 'number') {
      const shown = JSON.stringify(value) ?? String(value);
      return this.problem(path, `${quote(shown)} is no quantity: write an amount such as 512Mi`);
    }
    try {
      return parse(String(value));
    } catch (error) {
      return this.problem(path, error instanceof Error ? error.message : String(error));
    }
  }
}
