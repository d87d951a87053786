import { Combobox, InlineField } from '@grafana/ui';
import React from 'react';

interface NamePickerProps {
  readonly id: string;
  readonly label: string;
  readonly tooltip: string;
  readonly value: string;
  readonly placeholder: string;
  /** The names to suggest; when it fails the field still takes what is typed. */
  readonly load: () => Promise<readonly string[]>;
  /** Empty when cleared. */
  readonly onChange: (name: string) => void;
}

/** A name that Prometheus knows, or whatever is typed: a dashboard variable, a node that is gone. */
export function NamePicker({ id, label, tooltip, value, placeholder, load, onChange }: NamePickerProps) {
  return (
    <InlineField label={label} labelWidth={14} tooltip={tooltip} htmlFor={id}>
      <Combobox<string>
        id={id}
        data-testid={id}
        width={40}
        isClearable
        createCustomValue
        placeholder={placeholder}
        value={value === '' ? null : value}
        options={(typed) => suggest(load, typed)}
        onChange={(option) => onChange(option?.value ?? '')}
      />
    </InlineField>
  );
}

async function suggest(load: () => Promise<readonly string[]>, typed: string) {
  const names = await load().catch(() => []);
  return names
    .filter((name) => name.toLowerCase().includes(typed.toLowerCase()))
    .map((name) => ({ value: name, label: name }));
}
