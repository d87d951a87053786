import { LoadingState, type PanelData } from '@grafana/data';

/** Nothing was answered yet; a refresh of what is there already counts as well. */
export function isLoading(data: PanelData | undefined): boolean {
  return !data || data.state === LoadingState.Loading || data.state === LoadingState.NotStarted;
}

/** What failed, each reason once: several queries of one request share theirs. */
export function errorTexts(data: PanelData | undefined): readonly string[] {
  const errors = data?.errors ?? [];
  return [...new Set(errors.map(({ message, statusText }) => message ?? statusText ?? NO_REASON))];
}

const NO_REASON = 'The query failed without a reason.';
