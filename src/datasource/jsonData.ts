import type { DataSourceJsonData } from '@grafana/data';
import * as v from 'valibot';

import { DEFAULT_LABELS, type KubeletOverride, type LabelNames } from '../prometheus/scope';

/** What the data source stores. Everything but the Prometheus has a default. */
export interface TidemarkJsonData extends DataSourceJsonData {
  /** The uid of the wrapped Prometheus data source. */
  readonly promUid?: string;
  readonly labels?: Partial<LabelNames>;
  readonly overrides?: readonly KubeletOverride[];
}

/** jsonData as it can be worked with; what could not be read is named in `problems` and left out. */
export interface Settings {
  /** Empty while none is chosen. */
  readonly promUid: string;
  readonly labels: LabelNames;
  readonly overrides: readonly KubeletOverride[];
  readonly problems: readonly string[];
}

// https://prometheus.io/docs/concepts/data_model/#metric-names-and-labels
const labelName = v.pipe(v.string(), v.trim(), v.regex(/^[a-zA-Z_][a-zA-Z0-9_]*$/, 'not a Prometheus label name'));
const setting = v.optional(v.pipe(v.string(), v.trim()));

const override = v.object({
  nodes: v.pipe(v.string(), v.trim(), v.nonEmpty('no node pattern')),
  kubeReserved: setting,
  systemReserved: setting,
  evictionHard: setting,
  provider: setting,
});

/** Total: provisioned by hand, jsonData may hold anything. */
export function decodeSettings(jsonData: unknown): Settings {
  const problems: string[] = [];
  const read = <T>(schema: v.GenericSchema<unknown, T>, value: unknown, path: string, otherwise: T): T => {
    const result = v.safeParse(schema, value);
    if (!result.success) {
      problems.push(`${path}: ${short(result.issues[0].message)} (${short(JSON.stringify(value) ?? 'nothing')})`);
    }
    return result.success ? result.output : otherwise;
  };

  const data = read(v.optional(v.record(v.string(), v.unknown()), {}), jsonData ?? undefined, 'jsonData', {});
  const labels = read(v.optional(v.record(v.string(), v.unknown()), {}), data.labels ?? undefined, 'labels', {});
  const rows = read(v.optional(v.array(v.unknown()), []), data.overrides ?? undefined, 'overrides', []);
  const label = (name: keyof LabelNames): string =>
    blank(labels[name]) ? DEFAULT_LABELS[name] : read(labelName, labels[name], `labels.${name}`, DEFAULT_LABELS[name]);

  return {
    promUid: read(v.optional(v.pipe(v.string(), v.trim()), ''), data.promUid ?? undefined, 'promUid', ''),
    labels: { node: label('node'), instance: label('instance'), cluster: label('cluster') },
    overrides: rows.flatMap((row, index) => {
      const read1 = read(v.nullable(override), row, `overrides[${index}]`, null);
      return read1 === null ? [] : [withoutBlanks(read1)];
    }),
    problems,
  };
}

/** Short enough to read, whatever was put there. */
const short = (text: string): string => (text.length > 120 ? `${text.slice(0, 120)}…` : text);

const blank = (value: unknown): boolean => value === undefined || value === null || value === '';

/** An emptied field of the editor means "not overridden". */
function withoutBlanks({ nodes, ...settings }: KubeletOverride): KubeletOverride {
  return { nodes, ...Object.fromEntries(Object.entries(settings).filter(([, value]) => !blank(value))) };
}
