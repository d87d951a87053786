import { CoreApp, type DataQueryResponse } from '@grafana/data';

/** Editors show an error below its query; elsewhere a panel lists all of them, and one reason need not stand there twice. */
export function saidOnce(response: DataQueryResponse, app: string | undefined): DataQueryResponse {
  const { errors } = response;
  if (errors === undefined || app === CoreApp.Explore || app === CoreApp.PanelEditor) {
    return response;
  }
  const first = new Map([...errors].reverse().map((error) => [reasonOf(error.message), error]));
  return { ...response, errors: errors.filter((error) => first.get(reasonOf(error.message)) === error) };
}

/** The messages, each reason once, as it was said first. */
export function reasonsIn(messages: readonly string[]): readonly string[] {
  const reasons = messages.map(reasonOf);
  return messages.filter((_, index) => reasons.indexOf(reasons[index]) === index);
}

/** A server that is down is named with the path that was asked; range and instant queries have two of them. */
export const reasonOf = (message: string | undefined): string | undefined =>
  message?.replace(/(\/api\/v1\/query)_range\b/g, '$1');
