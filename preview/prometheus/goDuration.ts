/** A duration as Go prints it: `30s`, `2m0s`, `1h0m0s`, `1.5s`, `250ms`. */
export function formatGoDuration(ms: number): string {
  if (ms < 1000) {
    return ms === 0 ? '0s' : `${ms}ms`;
  }
  const hours = Math.floor(ms / 3_600_000);
  const minutes = Math.floor((ms % 3_600_000) / 60_000);
  const seconds = (ms % 60_000) / 1000;
  if (hours > 0) {
    return `${hours}h${minutes}m${seconds}s`;
  }
  return minutes > 0 ? `${minutes}m${seconds}s` : `${seconds}s`;
}
