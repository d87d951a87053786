import { formatRegistry } from '@grafana/scenes';
import { VariableFormatID } from '@grafana/schema';

/** A format's name with its arguments (`date:iso`), or a function that formats. */
// eslint-disable-next-line @typescript-eslint/no-unsafe-function-type -- as Grafana declares it
export type Format = string | Function | undefined;

interface Variable {
  /** None where a scoped value stands for a variable. */
  readonly name: string | undefined;
  readonly value: unknown;
  readonly text: unknown;
}

/** A variable's value in a format; without one, or with an unknown one, as a glob. */
export function formatVariable({ name, value, text }: Variable, format: Format = VariableFormatID.Glob): string {
  const held = typeof value === 'object' && !Array.isArray(value) ? String(value) : (value as string | string[]);
  if (typeof format === 'function') {
    return String(format(held, { name }, formatVariable));
  }
  const [id = '', ...args] = format.split(':');
  const item = formatRegistry.getIfExists(id) ?? formatRegistry.get(VariableFormatID.Glob);
  return item.formatter(held, args, {
    state: { name: name as string, type: 'custom' },
    getValue: () => held,
    getValueText: () => (Array.isArray(text) ? text.join(' + ') : String(text)),
  });
}
