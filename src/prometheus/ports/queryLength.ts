/** VictoriaMetrics refuses a longer query (-search.maxQueryLen: 16 KiB); Prometheus, Thanos and Mimir take more in a POST. */
const MOST_BYTES = 16_000;

/** Every server takes a query of this length. A character is three bytes at most. */
export const isShortEnough = (expr: string): boolean =>
  expr.length * 3 <= MOST_BYTES || new TextEncoder().encode(expr).length <= MOST_BYTES;
