import { Complaint } from './complaint';

export interface RawSeries {
  readonly metric: Readonly<Record<string, string>>;
  readonly values: ReadonlyArray<readonly [seconds: number, value: string]>;
}

/** Copies every raw sample from a Prometheus into a VictoriaMetrics, with its own time stamp. Returns how many. */
export async function copySamples(prometheus: string, victoriaMetrics: string): Promise<number> {
  const series = await readRawSeries(prometheus);
  const lines = series.map((one) => JSON.stringify(toImportLine(one))).join('\n');
  await post(`${victoriaMetrics}/api/v1/import`, lines);
  await ask(`${victoriaMetrics}/internal/force_flush`);
  return series.reduce((samples, { values }) => samples + values.length, 0);
}

/** An instant query for a range selector returns samples as they were scraped, not on a step. */
export async function readRawSeries(
  prometheus: string,
  span?: { readonly from: number; readonly to: number },
  metrics = '.+'
): Promise<readonly RawSeries[]> {
  const { from, to } = span ?? (await findSpan(prometheus));
  const query = encodeURIComponent(`{__name__=~"${metrics}"}[${Math.ceil(to - from) + 1}s]`);
  const reply = await ask(`${prometheus}/api/v1/query?query=${query}&time=${to}`);
  const { data } = (await reply.json()) as { data: { result: readonly RawSeries[] } };
  return data.result;
}

async function findSpan(prometheus: string): Promise<{ from: number; to: number }> {
  const reply = await ask(`${prometheus}/metrics`);
  const text = await reply.text();
  const readSeconds = (metric: string) => Number(new RegExp(`^${metric}_seconds (\\S+)$`, 'm').exec(text)?.[1]);
  // The empty head begins where the newest block ends.
  const span = {
    from: readSeconds('prometheus_tsdb_lowest_timestamp'),
    to: readSeconds('prometheus_tsdb_head_max_time') + 1,
  };
  if (!Number.isFinite(span.from) || !Number.isFinite(span.to)) {
    throw new Complaint(`${prometheus} does not say what time its samples span`);
  }
  return span;
}

const toImportLine = ({ metric, values }: RawSeries) => ({
  metric,
  ...splitFinite(values),
});

/** JSON has no NaN and no Inf; the import refuses a line with one. */
function splitFinite(values: RawSeries['values']): { values: number[]; timestamps: number[] } {
  const finite = values.filter(([, value]) => Number.isFinite(Number(value)));
  return {
    values: finite.map(([, value]) => Number(value)),
    timestamps: finite.map(([seconds]) => Math.round(seconds * 1000)),
  };
}

async function ask(url: string): Promise<Response> {
  const reply = await fetch(url);
  if (!reply.ok) {
    throw new Complaint(`${url.slice(0, 120)} answered ${reply.status}: ${(await reply.text()).slice(0, 200)}`);
  }
  return reply;
}

async function post(url: string, body: string): Promise<void> {
  const reply = await fetch(url, { method: 'POST', body });
  if (!reply.ok) {
    throw new Complaint(`${url} answered ${reply.status}: ${(await reply.text()).slice(0, 200)}`);
  }
}
