import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Button, FieldSet, IconButton, Input, useStyles2 } from '@grafana/ui';
import React from 'react';

import type { KubeletOverride } from '../prometheus/scope';

import { overrideProblems } from './overrideProblems';

interface Column {
  readonly name: keyof KubeletOverride;
  readonly label: string;
  readonly placeholder: string;
}

const COLUMNS: readonly Column[] = [
  { name: 'nodes', label: 'Nodes', placeholder: 'aks-pool1-*' },
  { name: 'kubeReserved', label: 'kube-reserved (memory)', placeholder: '1638Mi' },
  { name: 'systemReserved', label: 'system-reserved (memory)', placeholder: '0' },
  { name: 'evictionHard', label: 'eviction-hard', placeholder: 'memory.available<750Mi' },
  { name: 'provider', label: 'Provider', placeholder: 'detected' },
];

interface OverridesEditorProps {
  readonly overrides: readonly KubeletOverride[] | undefined;
  readonly onChange: (overrides: readonly KubeletOverride[]) => void;
}

/** Kubelet settings by node pool, in the kubelet's own notation; each cell is checked as it is typed. */
export function OverridesEditor({ overrides = [], onChange }: OverridesEditorProps) {
  const styles = useStyles2(getStyles);
  const replace = (index: number, row: KubeletOverride) =>
    onChange(overrides.map((other, position) => (position === index ? row : other)));
  return (
    <FieldSet label="Kubelet settings by node pool">
      <p>
        Tidemark infers these from the series. Fill in a row only where it cannot see a setting or gets it wrong: *
        matches any nodes, an empty cell is inferred as before, and the first row that matches a node counts.
      </p>
      {overrides.length > 0 && (
        <table className={styles.table} data-testid="tidemark-overrides">
          <thead>
            <tr>
              {COLUMNS.map(({ name, label }) => (
                <th key={name} scope="col">
                  {label}
                </th>
              ))}
              <th />
            </tr>
          </thead>
          <tbody>
            {overrides.map((row, index) => (
              // Rows have no identity but their place.
              <OverrideRow
                key={index}
                row={row}
                number={index + 1}
                onChange={(changed) => replace(index, changed)}
                onRemove={() => onChange(overrides.filter((_, position) => position !== index))}
              />
            ))}
          </tbody>
        </table>
      )}
      <Button
        variant="secondary"
        icon="plus"
        type="button"
        data-testid="tidemark-add-override"
        onClick={() => onChange([...overrides, { nodes: '*' }])}
      >
        Add node pool
      </Button>
    </FieldSet>
  );
}

interface OverrideRowProps {
  readonly row: KubeletOverride;
  readonly number: number;
  readonly onChange: (row: KubeletOverride) => void;
  readonly onRemove: () => void;
}

function OverrideRow({ row, number, onChange, onRemove }: OverrideRowProps) {
  const styles = useStyles2(getStyles);
  const problems = overrideProblems(row);
  return (
    <tr>
      {COLUMNS.map(({ name, label, placeholder }) => {
        const problem = problems[name];
        const id = `tidemark-override-${number}-${name}`;
        return (
          <td key={name}>
            <Input
              data-testid={id}
              aria-label={`${label}, row ${number}`}
              aria-invalid={problem !== undefined}
              aria-describedby={problem === undefined ? undefined : `${id}-problem`}
              invalid={problem !== undefined}
              placeholder={placeholder}
              value={row[name] ?? ''}
              onChange={(event) => onChange({ ...row, [name]: event.currentTarget.value })}
            />
            {problem !== undefined && (
              <div id={`${id}-problem`} role="alert" className={styles.problem}>
                {problem}
              </div>
            )}
          </td>
        );
      })}
      <td>
        <IconButton name="trash-alt" tooltip={`Remove row ${number}`} onClick={onRemove} />
      </td>
    </tr>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  table: css({
    marginBottom: theme.spacing(1),
    'th, td': { padding: theme.spacing(0.5), verticalAlign: 'top', textAlign: 'left' },
  }),
  problem: css({ color: theme.colors.error.text, fontSize: theme.typography.bodySmall.fontSize, maxWidth: '24em' }),
});
