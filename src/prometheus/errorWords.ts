import type { Finding } from '../domain/provenance';

import type { QueryError } from './ports/port';
import { questionWords } from './questionWords';

const NAMED = 3;

/** Errors in words, one for each message, with what could not be read for it: `memory pressure could not be read: HTTP 503`. */
export function errorWords(errors: readonly QueryError[]): readonly string[] {
  const messages = [...new Set(errors.map(({ message }) => message))];
  return messages.map((message) => {
    const refIds = errors.flatMap((error) => (error.message === message && error.refId ? [error.refId] : []));
    const questions = [...new Set(refIds.map(questionWords))];
    return questions.length === 0 ? message : `${listed(questions)} could not be read: ${message}`;
  });
}

function listed(names: readonly string[]): string {
  const more = names.length - NAMED;
  return more > 0 ? `${names.slice(0, NAMED).join(', ')} and ${more} more` : names.join(', ');
}

/** A review's findings with its errors before them, each by the name of what is missing. */
export function withErrors(
  findings: readonly Finding[],
  errors: readonly QueryError[],
  node: string
): readonly Finding[] {
  const told = errorWords(errors).map((words): Finding => ({
    severity: 'error',
    code: 'query-failed',
    text: `${node}: ${words}`,
  }));
  return [...told, ...findings.filter(({ code }) => told.length === 0 || code !== 'events-query-failed')];
}
