import * as v from 'valibot';

/** Labels of a series, and a sample as Prometheus writes it: seconds, and the value as a string. */
export type Sample = readonly [seconds: number, value: string];

export interface RawSeries {
  readonly metric: Readonly<Record<string, string>>;
  readonly samples: readonly Sample[];
}

export interface Answer {
  readonly resultType: 'matrix' | 'vector' | 'scalar' | 'string';
  readonly series: readonly RawSeries[];
  readonly warnings: readonly string[];
  readonly infos: readonly string[];
}

export interface Refusal {
  /** HTTP status. */
  readonly status: number;
  readonly message: string;
  /** Prometheus itself never answered. */
  readonly unreachable: boolean;
}

export type Outcome = { readonly answer: Answer } | { readonly refusal: Refusal };

const envelope = v.object({
  status: v.picklist(['success', 'error']),
  data: v.optional(v.object({ resultType: v.picklist(['matrix', 'vector', 'scalar', 'string']), result: v.unknown() })),
  errorType: v.optional(v.string()),
  error: v.optional(v.string()),
  warnings: v.optional(v.nullable(v.array(v.string()))),
  infos: v.optional(v.nullable(v.array(v.string()))),
});

/** Reads one reply of `/api/v1/query` or `/api/v1/query_range`. */
export function decodeReply(status: number, body: string): Outcome {
  const parsed = v.safeParse(envelope, parseJson(body));
  if (!parsed.success) {
    return {
      refusal: { status, message: `unexpected reply (HTTP ${status}): ${body.slice(0, 200)}`, unreachable: false },
    };
  }
  const { data, errorType, error, warnings, infos } = parsed.output;
  if (data === undefined) {
    return { refusal: { status, message: `${errorType}: ${error}`, unreachable: false } };
  }
  return {
    answer: {
      resultType: data.resultType,
      series: toSeries(data.resultType, data.result),
      warnings: warnings ?? [],
      infos: infos ?? [],
    },
  };
}

/** The points themselves are trusted: Prometheus wrote them, and there may be a hundred thousand. */
function toSeries(resultType: Answer['resultType'], result: unknown): readonly RawSeries[] {
  switch (resultType) {
    case 'matrix':
      return (result as Array<{ metric: Record<string, string>; values: Sample[] }>).map(({ metric, values }) => ({
        metric,
        samples: values,
      }));
    case 'vector':
      return (result as Array<{ metric: Record<string, string>; value: Sample }>).map(({ metric, value }) => ({
        metric,
        samples: [value],
      }));
    case 'scalar':
    case 'string':
      return [{ metric: {}, samples: [result as Sample] }];
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
