import type { Field, FieldConfig, FieldType } from '@grafana/data';

/** A field of a frame. Grafana types values as a mutable array, yet nothing writes to it: frames are copied on change. */
export function field<T>(name: string, type: FieldType, values: readonly T[], config: FieldConfig = {}): Field<T> {
  return { name, type, config, values: values as T[] };
}
