import { FieldType, toDataFrame, type DataFrame, type DataQueryRequest, type DataQueryResponse } from '@grafana/data';
import { setDataSourceSrv, type DataSourceSrv } from '@grafana/runtime';
import type { DataQuery } from '@grafana/schema';
import { of } from 'rxjs';

interface Kept {
  readonly labels: Readonly<Record<string, string>>;
  /** Nanoseconds and text. */
  readonly lines: ReadonlyArray<readonly [string, string]>;
}

type Target = DataQuery & { readonly expr: string; readonly maxLines: number };

/** Loki behind Grafana 12.4's data source: resources, stream selectors, and frames as its backend makes them. */
export class StandInLoki {
  readonly asked: Array<readonly [string, unknown]> = [];
  readonly queries: DataQueryRequest[] = [];
  answer?: () => DataQueryResponse;

  constructor(private readonly kept: readonly Kept[]) {}

  async getResource(path: string, params: Readonly<Record<string, string>>): Promise<unknown> {
    this.asked.push([path, params]);
    const labels = this.kept.map((stream) => stream.labels);
    switch (path) {
      case 'labels':
        return { status: 'success', data: [...new Set(labels.flatMap((each) => Object.keys(each)))].sort() };
      case 'series':
        return { status: 'success', data: labels.filter((each) => isMatch(params['match[]'] ?? '', each)) };
      default:
        throw new Error(`no resource ${path}`);
    }
  }

  query(request: DataQueryRequest) {
    this.queries.push(request);
    const [target] = request.targets as Target[];
    return of(this.answer?.() ?? { data: target ? [frameOf(this.find(target, request), target)] : [] });
  }

  /** Stream by stream, as Loki's reply is, and no more lines than were asked for. */
  private find({ expr, maxLines }: Target, { range }: DataQueryRequest) {
    const isInRange = (nanos: string) => millis(nanos) >= range.from.valueOf() && millis(nanos) < range.to.valueOf();
    return this.kept
      .filter(({ labels }) => isMatch(expr, labels))
      .flatMap(({ labels, lines }) => lines.map(([nanos, text]) => ({ labels, nanos, text })))
      .filter(({ nanos }) => isInRange(nanos))
      .slice(0, maxLines);
  }
}

const millis = (nanos: string): number => Number(nanos.slice(0, -6));

function frameOf(rows: ReadonlyArray<{ labels: object; nanos: string; text: string }>, target: Target): DataFrame {
  return toDataFrame({
    refId: target.refId,
    meta: {
      custom: { frameType: 'LabeledTimeValues' },
      executedQueryString: `Expr: ${target.expr}`,
      limit: target.maxLines,
    },
    fields: [
      { name: 'labels', type: FieldType.other, values: rows.map(({ labels }) => labels) },
      { name: 'Time', type: FieldType.time, values: rows.map(({ nanos }) => millis(nanos)) },
      { name: 'Line', type: FieldType.string, values: rows.map(({ text }) => text) },
      { name: 'tsNs', type: FieldType.string, values: rows.map(({ nanos }) => nanos) },
      { name: 'id', type: FieldType.string, values: rows.map(({ nanos }, row) => `${nanos}_${row}`) },
    ],
  });
}

const MATCHER = /(\w+)(=~?)"((?:[^"\\]|\\.)*)"/g;

/** `{a="1",b=~"2"}` as Loki reads it: a label that is not there is empty, a pattern is anchored. */
export function isMatch(selector: string, labels: Readonly<Record<string, string>>): boolean {
  return [...selector.matchAll(MATCHER)].every(([, name = '', op, quoted = '']) => {
    const value = quoted.replace(/\\x([0-9a-f]{2})|\\n|\\(.)/g, (whole, hex?: string, plain?: string) =>
      hex ? String.fromCharCode(parseInt(hex, 16)) : (plain ?? (whole === '\\n' ? '\n' : whole))
    );
    const given = labels[name] ?? '';
    const [, flags = '', pattern = ''] = /^(?:\(\?(i)\))?(.*)$/s.exec(value) ?? [];
    return op === '=' ? given === value : new RegExp(`^(?:${pattern})$`, flags).test(given);
  });
}

/** Makes these the Loki data sources of this Grafana. */
export function installLokis(lokis: Readonly<Record<string, StandInLoki>>): void {
  const service: Pick<DataSourceSrv, 'get' | 'getList' | 'getInstanceSettings'> = {
    get: (uid) => Promise.resolve(lokis[String(uid)] as never),
    getList: (filters) =>
      (filters?.pluginId === 'loki' ? Object.keys(lokis).map((uid) => ({ uid, name: `Loki of ${uid}` })) : []) as never,
    getInstanceSettings: () => undefined,
  };
  setDataSourceSrv(service as DataSourceSrv);
}
